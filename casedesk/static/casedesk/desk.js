/* Keys, copying, and what htmx says when the server is silent. Every page works without this file. */
"use strict";
(() => {
  const typing = (element) => element && element.closest("input:not([type=radio]):not([type=file]):not([type=checkbox]), textarea, select, [contenteditable]");
  const rows = () => [...document.querySelectorAll("tr[data-row]")];
  let afterG = 0;
  let chosen = "";

  const mark = (row) => {
    if (!row) return;
    rows().forEach((other) => other.classList.toggle("selected", other === row));
    chosen = row.dataset.row;
    row.scrollIntoView({ block: "nearest" });
    const link = row.querySelector("a");
    if (link) link.focus({ preventScroll: true });
  };
  const move = (step) => {
    const all = rows();
    const at = all.findIndex((row) => row.dataset.row === chosen);
    mark(all[Math.min(Math.max(at + step, 0), all.length - 1)]);
  };
  const open = () => {
    const row = rows().find((each) => each.dataset.row === chosen);
    if (row) row.querySelector("a").click();
  };
  const main = () => {
    const button = document.querySelector("[data-main]");
    if (button && !button.disabled) button.click();
  };
  const keys = () => {
    const dialog = document.getElementById("keys");
    if (dialog && !dialog.open) dialog.showModal();
  };
  const choose = () => {
    const row = rows().find((each) => each.dataset.row === chosen);
    const box = row && row.querySelector("[data-choose]");
    if (box) { box.checked = !box.checked; count(); }
  };
  const boxes = () => [...document.querySelectorAll("[data-choose]")];
  const count = () => {
    const ticked = boxes().filter((box) => box.checked).length;
    const said = document.querySelector("[data-chosen]");
    const all = document.querySelector("[data-all]");
    if (said) said.textContent = ticked;
    if (all) all.checked = ticked > 0 && ticked === boxes().length;
  };
  const enter = (selector) => {
    const box = document.querySelector(selector);
    if (box) { box.focus(); box.select(); }
  };
  const find = () => enter("[data-search]");
  const filter = () => enter("[data-filter]");
  const acts = { "/": find, f: filter, j: () => move(1), k: () => move(-1), x: choose, a: main, "?": keys };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.key === "Escape" && typing(event.target)) event.target.blur();
    if (typing(event.target) || document.querySelector("dialog[open]")) return;
    const places = { i: document.body.dataset.inbox, b: document.body.dataset.board };
    if (places[event.key] && Date.now() - afterG < 1500) {
      location.assign(places[event.key]);
    } else if (event.key === "g") {
      afterG = Date.now();
    } else if (event.key === "Enter" && event.target === document.body) {
      open();
    } else if (acts[event.key]) {
      event.preventDefault();
      acts[event.key]();
    }
  });

  document.addEventListener("click", (event) => {
    const code = event.target.closest("[data-copy]");
    if (code) copy(code);
    if (event.target.closest("[data-keys]")) keys();
    if (event.target.closest("[data-print]")) window.print();
    const name = event.target.closest("[data-insert]");
    if (name) insert(document.getElementById(name.dataset.into), name.dataset.insert);
    const row = event.target.closest("tr[data-row]");
    if (row && !event.target.closest("a, button, input, label, details, .choose")) { chosen = row.dataset.row; open(); }
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-all]")) boxes().forEach((box) => { box.checked = event.target.checked; });
    if (event.target.matches("[data-all], [data-choose]")) count();
  });
  const insert = (area, text) => {
    area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    area.focus();
  };
  const scripted = () => document.querySelectorAll("[data-scripted]").forEach((each) => { each.hidden = false; });
  const ready = () => { scripted(); count(); };
  /* A secret that is shown leaves the screen by itself. */
  const leave = () => document.querySelectorAll("[data-leave]").forEach((each) => setTimeout(() => location.replace(each.dataset.to), each.dataset.leave * 1000));
  const copy = (code) => {
    const done = () => {
      code.classList.add("copied");
      setTimeout(() => code.classList.remove("copied"), 1500);
    };
    if (navigator.clipboard) { navigator.clipboard.writeText(code.dataset.copy).then(done); return; }
    const area = document.createElement("textarea");
    area.value = code.dataset.copy;
    document.body.append(area);
    area.select();
    if (document.execCommand("copy")) done();
    area.remove();
  };

  /* A list that renews itself waits while rows are chosen in it or something is typed. */
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target.id !== "inbox") return;
    const busy = event.target.querySelector("input:not([type=checkbox]):focus, select:focus, details[open]");
    if (busy || boxes().some((box) => box.checked)) event.preventDefault();
  });
  document.addEventListener("htmx:afterSwap", () => {
    ready();
    const row = rows().find((each) => each.dataset.row === chosen);
    if (row && (document.activeElement === document.body || !document.activeElement)) mark(row);
  });
  const say = (words) => {
    const place = document.getElementById("messages");
    const line = document.createElement("p");
    line.className = "message error";
    line.textContent = `✗ ${words}`;
    if (place) place.replaceChildren(line);
  };
  const silent = () => say(document.body.dataset.failed);
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (new URL(event.detail.xhr.responseURL).pathname !== document.body.dataset.signIn) return;
    event.detail.shouldSwap = false;
    say(document.body.dataset.signedOut);
  });
  document.addEventListener("htmx:sendError", silent);
  document.addEventListener("htmx:responseError", silent);
  ready();
  leave();
})();
