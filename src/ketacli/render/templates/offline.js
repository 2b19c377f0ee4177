// Keeps a copy of the leaflets on this device where a reader asks for one, and takes it away again.
(async () => {
  const workers = navigator.serviceWorker;
  if (!workers || !location.protocol.startsWith("http")) return;
  const place = document.querySelector("template");
  const box = place.content.querySelector("section");
  const status = box.querySelector("[role=status]");
  const [keep, remove] = box.querySelectorAll("button");
  const words = box.dataset;
  const program = new URL(words.worker, location);
  const here = async () => {
    const found = await workers.getRegistration(program);
    return found?.active && found.scope === new URL(".", program).href ? found.active : null;
  };
  const ask = (worker, wish, told) => new Promise(done => {
    const line = new MessageChannel();
    line.port1.onmessage = ({data}) => "answer" in data ? done(data.answer) : told(data);
    worker.postMessage({wish, language: words.language}, [line.port2]);
  });
  const show = kept => {
    (kept ? keep : remove).remove();
    box.append(kept ? remove : keep);
  };
  const tell = text => {
    if (status.textContent !== text) status.textContent = text;
  };
  const count = ({done, files}) => {
    if (Math.floor(done * 8 / files) > Math.floor((done - 1) * 8 / files))
      tell(words.keeping.replace("{done}", done).replace("{files}", files));
  };
  let busy = false;
  const when = (button, work) => {
    button.onclick = async () => {
      if (busy) return;
      busy = true;
      const kept = await work().catch(() => null);
      busy = false;
      if (kept === null) return tell(words.failed);
      show(kept);
      tell(kept ? words.kept : words.removed);
      (kept ? remove : keep).focus();
    };
  };
  const active = worker => new Promise((done, failed) => {
    const look = () => {
      if (worker.state === "activated") done(worker);
      if (worker.state === "redundant") failed();
    };
    worker.onstatechange = look;
    look();
  });
  when(keep, async () => {
    const found = await workers.register(program);
    const worker = await active(found.installing ?? found.waiting ?? found.active);
    return await ask(worker, "keep", count) || null;
  });
  when(remove, async () => {
    const worker = await here();
    return worker ? ask(worker, "remove") : false;
  });
  const worker = await here().catch(() => null);
  const kept = worker !== null && await ask(worker, "kept");
  show(kept);
  if (kept) tell(words.kept);
  place.replaceWith(place.content);
})();
