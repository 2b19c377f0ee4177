// Shows the topics that have what a reader types, and leads one who has said yes straight on.
(() => {
  const place = document.querySelector("template");
  place.replaceWith(place.content);
  const find = document.querySelector("#find");
  const status = find.nextElementSibling;
  const lists = [...document.querySelectorAll(".topics")];
  const bare = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/[łøđıæœß]/g, letter => ({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss"})[letter])
    .replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const items = lists.map(list => [...list.children].map(item => [item, bare(item.textContent)]));
  const show = () => {
    const words = bare(find.value).split(" ");
    const counts = items.map((inside, at) => {
      let count = 0;
      for (const [item, text] of inside) {
        item.hidden = !words.every(word => text.includes(word));
        count += !item.hidden;
      }
      if (at) lists[at].parentElement.hidden = !count;
      return count;
    });
    status.textContent = counts.some(Boolean) || !find.value.trim()
      ? status.dataset.found.replace("{count}", () => counts[0])
      : status.dataset.none.replace("{words}", () => find.value.trim());
  };
  const lead = () => {
    const code = `#${lists[0].dataset.code}`;
    for (const link of lists[0].querySelectorAll("a")) {
      link.dataset.door ??= link.getAttribute("href");
      link.href = location.hash === code ? link.dataset.straight + code : link.dataset.door;
    }
  };
  find.oninput = show;
  addEventListener("hashchange", lead);
  addEventListener("pageshow", show);
  lead();
})();
