// The archive's search: over `window.wenzhaiIndex`, a script beside the page; nothing is asked of anyone.
(() => {
  const form = document.querySelector("form.search");
  const index = window.wenzhaiIndex;
  if (!form || !index) return;
  const input = form.querySelector("input"), list = document.querySelector(".results");
  const status = document.querySelector(".found");
  const { language, root, none, one, many, more } = form.dataset;
  const fold = new Map([...index.fold[0]].map((c, i) => [c, [...index.fold[1]][i]]));
  const MOST = 40, WORD = /[a-z0-9]+(?:[.'’&+-][a-z0-9]+)*/g, HAN = /[\u3400-\u9fff\uf900-\ufaff]+/g;

  // The beginning that all forms of an English word share.
  const stem = (word) => {
    for (const ending of ["ies", "ing", "es", "ed", "s"]) {
      if (word.length - ending.length >= 3 && word.endsWith(ending) && !word.endsWith("ss")) {
        return word.slice(0, -ending.length);
      }
    }
    return word.length > 4 && /[ey]$/.test(word) ? word.slice(0, -1) : word;
  };

  // 2 where a Chinese query stands in the text whole, 1 where pieces of two characters or more cover it.
  const covers = (text, run) => {
    if (text.includes(run)) return 2;
    for (let at = 0; at < run.length;) {
      let end = run.length;
      while (end - at >= 2 && !text.includes(run.slice(at, end))) end -= 1;
      if (end - at < 2) return 0;
      at = end;
    }
    return 1;
  };

  const parse = (query) => {
    const plain = [...query.slice(0, 200).normalize("NFKC").toLowerCase()].map((c) => fold.get(c) ?? c).join("");
    return {
      words: (plain.match(WORD) ?? []).map((word) => [` ${stem(word)}`, ` ${word}`]),
      runs: plain.match(HAN) ?? [],
    };
  };

  const weigh = (row, { words, runs }) => {
    let total = 0;
    for (const [start, whole] of words) {
      let best = 0;
      for (const [field, weight] of [[1, 8], [2, 5], [3, 2]]) {
        if (row[field].includes(start)) best = Math.max(best, weight + (row[field].includes(whole) ? 1 : 0));
      }
      if (!best) return 0;
      total += best;
    }
    for (const run of runs) {
      const best = Math.max(covers(row[1], run) * 4, covers(row[2], run) * 3, covers(row[3], run))
        || covers(row[1] + row[2] + row[3], run) / 2;
      if (!best) return 0;
      total += best;
    }
    return total;
  };

  const search = (query) => {
    const parts = parse(query);
    if (!parts.words.length && !parts.runs.length) return null;
    return index.stories
      .map((row, place) => [weigh(row, parts), place])
      .filter(([score]) => score > 0)
      .sort((a, b) => b[0] - a[0] || a[1] - b[1]);
  };

  const show = () => {
    const found = search(input.value);
    list.replaceChildren();
    list.hidden = !found || !found.length;
    document.body.classList.toggle("searching", Boolean(found));
    if (!found) { status.textContent = ""; return; }
    for (const [, place] of found.slice(0, MOST)) {
      const [title, path, label, tag] = index.stories[place][0][language];
      const item = document.createElement("li"), link = document.createElement("a"), by = document.createElement("span");
      link.href = root + path;
      link.textContent = title;
      if (tag !== language) link.lang = tag;
      by.textContent = label;
      item.append(link, by);
      list.append(item);
    }
    const count = found.length;
    status.textContent = (count === 0 ? none : count === 1 ? one : count > MOST ? more : many)
      .replace("{n}", count).replace("{shown}", MOST);
  };

  const remember = () => {
    const query = input.value.trim();
    history.replaceState(null, "", query ? `#q=${encodeURIComponent(query)}` : location.pathname + location.search);
  };

  let composing = false; // a Chinese word is being put in: the letters typed so far are not the query
  input.addEventListener("compositionstart", () => { composing = true; });
  input.addEventListener("compositionend", () => { composing = false; show(); });
  input.addEventListener("input", () => { if (!composing) show(); });
  input.addEventListener("change", remember);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
    remember();
    list.querySelector("a")?.focus();
  });

  // Down and up go through the results, Escape comes back to the field and then empties it.
  document.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")], at = links.indexOf(document.activeElement);
    if (event.key === "/" && document.activeElement === document.body) { event.preventDefault(); input.focus(); }
    if (document.activeElement !== input && at < 0) return;
    if (event.key === "ArrowDown" && links[at + 1]) { event.preventDefault(); links[at + 1].focus(); }
    if (event.key === "ArrowUp" && at >= 0) { event.preventDefault(); (links[at - 1] ?? input).focus(); }
    if (event.key === "Escape") {
      event.preventDefault();
      if (at < 0) { input.value = ""; show(); remember(); }
      input.focus();
    }
  });

  form.hidden = false;
  const asked = /^#q=(.*)$/.exec(location.hash);
  if (asked) {
    try { input.value = decodeURIComponent(asked[1]); } catch { input.value = ""; }
    show();
  }
  window.wenzhaiSearch = search; // for whoever measures it
})();
