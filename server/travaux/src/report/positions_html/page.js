"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  };
  const columns = (map) => [...map.tHead.rows[0].cells];
  const dialog = document.querySelector("dialog");
  const show = (cell) => {
    const row = cell.closest("tr");
    const column = columns(cell.closest("table"))[cell.cellIndex].dataset.c;
    const body = dialog.querySelector("div");
    const place = element("p", undefined, "old"), words = row.querySelector("i");
    place.append(element("bdi", row.parentElement.dataset.place));
    if (words) place.append(document.createTextNode(" "), element("bdi", words.textContent));
    body.replaceChildren(element("h3", data.names[column]), place);
    const through = cell.firstChild.dataset.g;
    if (through) body.append(element("p", data.words.through.replace("{words}", data.names[through])));
    const positions = cell.firstChild.dataset.p.split(" ");
    positions.forEach((index, place) => {
      const position = data.positions[index];
      const article = element("article", undefined, place ? "old" : "");
      const heading = element("p");
      heading.append(element("b", position.stance));
      position.when.forEach((it) => heading.append(document.createTextNode(" · "), element("bdi", it)));
      if (position.kinds) heading.append(document.createTextNode(" · " + position.kinds));
      article.append(heading);
      if (position.vote.length) {
        const [before, after] = data.words.vote.split("{words}");
        const vote = element("p", before);
        position.vote.forEach((part, at) => {
          if (at) vote.append(document.createTextNode(data.words.comma));
          vote.append(element("bdi", part));
        });
        vote.append(document.createTextNode(after));
        article.append(vote);
      }
      if (position.note) article.append(element("p", position.note));
      for (const source of position.sources) {
        const line = element("p");
        const words = source.url ? element("a", source.words) : element("span", source.words);
        if (source.url) { words.href = source.url; words.rel = "noreferrer noopener"; words.target = "_blank"; }
        line.append(words);
        article.append(line);
      }
      body.append(article);
    });
    dialog.showModal();
  };
  document.querySelectorAll(".map").forEach((map) => map.addEventListener("click", (event) => {
    const cell = event.target.closest("td");
    if (cell && cell.firstChild) show(cell);
  }));
  const parts = (codes) => codes.split(";").filter(Boolean).map((part) => {
    const [group, states] = part.includes(":") ? part.split(":") : ["", part];
    return [group, states.split(" ")];
  });
  const states = (codes) => parts(codes).flatMap((part) => part[1]);
  const named = (codes) => codes.map((it) => data.names[it]).join(data.words.list_comma);
  const listed = (codes) => parts(codes).map(([group, own]) =>
    group ? data.names[group] + ": " + named(own) : named(own)).join(data.words.semicolon);
  const silent = (row, neutral) => {
    const sides = [...row.querySelectorAll("[data-s]")].flatMap((it) => states(it.dataset.s));
    const spoken = new Set([...sides, ...states(neutral)]);
    return named(data.members.filter((it) => !spoken.has(it)));
  };
  // The names behind a number have a row of their own: the column of the number is narrow.
  const namesBehind = (details) => {
    const { s, n } = details.dataset, cell = details.closest("td"), row = cell.parentElement;
    const made = element("tr", undefined, "names"), names = element("td");
    names.colSpan = row.cells.length;
    const heading = row.closest("table").tHead.rows[0].cells[cell.cellIndex].textContent;
    names.append(element("b", heading), document.createTextNode(" "), s === undefined ? silent(row, n) : listed(s));
    made.append(names);
    row.after(made);
    return made;
  };
  document.querySelectorAll(".far details").forEach((details) => details.addEventListener("toggle", () => {
    if (details.open) details.names = namesBehind(details);
    else if (details.names) details.names.remove();
  }));
  const group = document.getElementById("group"), forum = document.getElementById("forum");
  const filter = () => {
    const members = data.groups[group.value];
    document.querySelectorAll(".map").forEach((map) => {
      const shown = columns(map).map(({ dataset: { c } }) => !c || !members || c === group.value || members.includes(c));
      [...map.rows].forEach((row) => [...row.cells].forEach((cell, index) => { cell.hidden = !shown[index]; }));
    });
    document.querySelectorAll(".map td button").forEach((button) => {
      const position = data.positions[button.dataset.p.split(" ")[0]];
      button.parentElement.classList.toggle("dim", forum.value !== "" && String(position.forum) !== forum.value);
    });
  };
  group.addEventListener("change", filter);
  forum.addEventListener("change", filter);
  filter();
  // A sheet of paper has room for some columns only. The others follow in tables of their own, as far as they have marks.
  const PRINTED_COLUMNS = 68;
  const part = (map, wanted) => {
    const made = map.cloneNode(true);
    [...made.rows].forEach((row) => [...row.cells].forEach((cell, index) => {
      if (index && !wanted.includes(index)) cell.remove();
    }));
    [...made.tBodies].forEach((place) => { if (!place.querySelector("button")) place.remove(); });
    made.classList.add("part");
    made.style.setProperty("--columns", wanted.length);
    return made;
  };
  addEventListener("beforeprint", () => document.querySelectorAll(".map").forEach((map) => {
    const shown = columns(map).flatMap((cell, index) => index && !cell.hidden ? [index] : []);
    const parts = Math.ceil(shown.length / PRINTED_COLUMNS);
    if (parts < 2) return;
    const size = Math.ceil(shown.length / parts);
    const made = Array.from({ length: parts }, (_, at) => part(map, shown.slice(at * size, (at + 1) * size)));
    map.parentElement.append(...made);
    map.classList.add("divided");
  }));
  addEventListener("afterprint", () => {
    document.querySelectorAll(".part").forEach((made) => made.remove());
    document.querySelectorAll(".divided").forEach((map) => map.classList.remove("divided"));
  });
})();
