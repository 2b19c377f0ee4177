// Keeps the leaflets of a language on a device where its reader has asked for them. While there is
// a network it is asked first, so that nobody reads from a copy what the clinic has taken away.
const OURS = `ketacli ${registration.scope} `;
const SOUND = /\.(ogg|wav)$/;
const LIST = "manifest.json";
const address = name => new URL(name, registration.scope).href;
const copies = async () => (await caches.keys()).filter(name => name.startsWith(OURS));
let turn = Promise.resolve();
const inTurn = work => (turn = turn.catch(() => {}).then(work));

addEventListener("install", () => skipWaiting());
addEventListener("activate", event => event.waitUntil(clients.claim()));
addEventListener("message", event => event.waitUntil(inTurn(() => answer(event))));
addEventListener("fetch", event => {
  const {request} = event;
  if (request.method !== "GET" || !request.url.startsWith(registration.scope)) return;
  event.respondWith(fetch(request).catch(fault => copyOf(request.url, fault)));
  if (request.mode === "navigate") event.waitUntil(inTurn(renew).catch(() => {}));
});

async function answer({data: {wish, language}, ports: [port]}) {
  const name = OURS + language;
  let found = false;
  if (wish === "keep") {
    const before = await caches.has(name);
    try {
      await keep(name, await published(), told => port.postMessage(told));
      found = true;
    } catch {
      if (!before) await remove(name);
    }
  } else if (wish === "remove") {
    found = await remove(name).then(() => false, () => null);
  } else {
    found = Boolean(await caches.match(address(LIST), {cacheName: name}));
  }
  port.postMessage({answer: found});
}

async function remove(name) {
  await caches.delete(name);
  if (!(await copies()).length) await registration.unregister();
}

async function published() {
  const found = await fetch(address(LIST), {cache: "no-cache"});
  if (!found.ok) throw new Error(found.status);
  return await found.text();
}

async function renew() {
  const kept = await copies();
  if (!kept.length) return;
  const list = await published();
  for (const name of kept) {
    await keep(name, list);
    if (!await canBeRemoved(name)) await remove(name);
  }
}

// Where a language has no leaflets any more, its list has no button that takes the copy away.
async function canBeRemoved(name) {
  const page = await caches.match(address(`${name.slice(OURS.length)}/index.html`), {cacheName: name});
  return /\sid="?offline\b/.test(await page?.text());
}

async function keep(name, list, tell = () => {}) {
  const copy = await caches.open(name);
  const before = await copy.match(address(LIST));
  if (before && await before.text() === list) return;
  // Until the end it is not whole.
  if (before) await copy.put(address(LIST), new Response("")).catch(() => {});
  const language = name.slice(OURS.length);
  const wanted = new Map(Object.entries(JSON.parse(list).files)
    .filter(([file]) => file === "index.html" || file.startsWith(`${language}/`) && !SOUND.test(file))
    .map(([file, {sha256}]) => [address(file), sha256]));
  for (const {url} of await copy.keys())
    if (!wanted.has(url) && url !== address(LIST)) await copy.delete(url);
  let done = 0, fault;
  for (const [url, digest] of wanted) {
    const there = await copy.match(url);
    if (there?.headers.get("digest") !== digest) {
      // Without a network all stays as it is.
      const found = await fetch(url, {cache: "reload"});
      try {
        await copy.put(url, await sound(found, digest));
      } catch (why) {
        if (!before) throw why;
        // Rather no page than one that was taken back.
        fault = why;
        await copy.delete(url);
      }
    }
    tell({done: ++done, files: wanted.size});
  }
  if (fault) throw fault;
  await copy.put(address(LIST), new Response(list));
}

async function sound(found, digest) {
  const bytes = await found.arrayBuffer();
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hex = [...hash].map(byte => byte.toString(16).padStart(2, "0")).join("");
  if (!found.ok || hex !== digest) throw new Error(found.url);
  const headers = new Headers(found.headers);
  for (const name of ["content-encoding", "content-length", "vary"]) headers.delete(name);
  headers.set("digest", digest);
  return new Response(bytes, {headers});
}

async function copyOf(url, fault) {
  const bare = new URL(url);
  bare.search = bare.hash = "";
  if (bare.pathname.endsWith("/")) bare.pathname += "index.html";
  for (const name of await copies())
    for (const href of [bare.href, `${bare.href}/index.html`]) {
      const found = await caches.match(href, {cacheName: name});
      if (found) return found;
    }
  throw fault;
}
