/* Dragging a box on a page reads that region into the field in hand; nothing is saved until the clerk confirms it. */
"use strict";
(() => {
  const stage = document.getElementById("stage");
  const SLIP = 5;
  let chosen = "";
  let from = null;
  let drawn = null;
  let asked = null;

  const input = () => document.getElementById(chosen);
  const fraction = (value) => Math.min(Math.max(value, 0), 1);
  const at = (svg, event) => {
    const room = svg.getBoundingClientRect();
    return [fraction((event.clientX - room.left) / room.width), fraction((event.clientY - room.top) / room.height)];
  };
  const rubber = (svg) => {
    const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    rect.setAttribute("class", "box drawn");
    rect.dataset.of = chosen;
    svg.append(rect);
    return rect;
  };
  const stretch = (event) => {
    const [x, y] = at(from.svg, event);
    const box = [Math.min(x, from.x), Math.min(y, from.y), Math.max(x, from.x), Math.max(y, from.y)];
    const sides = { x: box[0], y: box[1], width: box[2] - box[0], height: box[3] - box[1] };
    Object.entries(sides).forEach(([name, value]) => drawn.setAttribute(name, value));
    from.box = box;
  };
  const forget = () => {
    if (asked) asked.abort();
    if (drawn) drawn.remove();
    from = drawn = asked = null;
  };
  const tell = (field, words, wrong) => {
    let note = field.form.querySelector(".drawn-note");
    if (!note) {
      note = document.createElement("span");
      note.setAttribute("role", "status");
      field.form.append(note);
    }
    note.className = `note drawn-note ${wrong ? "error-text" : "quiet"}`;
    note.textContent = words;
  };
  const say = (words) => {
    const line = document.createElement("p");
    line.className = "message warning";
    line.textContent = `! ${words}`;
    document.getElementById("messages").replaceChildren(line);
  };
  const undo = () => {
    const field = input();
    if (field && field.form.elements.box.value) {
      field.value = field.defaultValue;
      field.form.elements.page.value = field.form.elements.box.value = "";
    }
    const note = field && field.form.querySelector(".drawn-note");
    if (note) note.remove();
    forget();
  };

  const read = async (figure, box) => {
    const field = input();
    const body = new FormData();
    const sent = { document: field.dataset.document, name: field.dataset.name, box: box.join(",") };
    sent.csrfmiddlewaretoken = field.form.elements.csrfmiddlewaretoken.value;
    Object.entries(sent).forEach(([name, value]) => body.append(name, value));
    const mine = (asked = new AbortController());
    field.form.setAttribute("aria-busy", "true");
    tell(field, stage.dataset.reading, false);
    let answer = { problem: document.body.dataset.failed };
    try {
      const response = await fetch(figure.dataset.read, { method: "POST", body, signal: mine.signal });
      if (response.redirected) answer = { problem: document.body.dataset.signedOut };
      else if ((response.headers.get("Content-Type") || "").startsWith("application/json")) answer = await response.json();
    } catch (failure) {
      if (failure.name === "AbortError") return;
    } finally {
      field.form.removeAttribute("aria-busy");
    }
    if (mine === asked) take(field, figure, box, answer);
  };
  const take = (field, figure, box, answer) => {
    if (!field.isConnected) { forget(); return; }
    if (answer.problem) {
      tell(field, answer.problem, true);
      forget();
    } else {
      field.value = answer.text;
      field.form.elements.page.value = figure.dataset.page;
      field.form.elements.box.value = box.join(",");
      tell(field, stage.dataset.unsaved, false);
      asked = null;
    }
    field.focus();
    field.select();
  };

  const choose = (element) => {
    const field = element.closest(".field input[data-name]");
    if (!field || field.id === chosen) return;
    if (asked) undo();
    chosen = field.id;
  };
  document.addEventListener("focusin", (event) => choose(event.target));
  choose(document.activeElement || document.body); /* a quick hand was in a field before this file had come */
  stage.addEventListener("mousedown", (event) => { if (event.target.closest("figure[data-read] svg")) event.preventDefault(); });
  stage.addEventListener("pointerdown", (event) => {
    const svg = event.target.closest("figure[data-read] svg");
    if (!svg || event.button !== 0 || event.pointerType === "touch") return;
    const [x, y] = at(svg, event);
    from = { svg, x, y, left: event.clientX, top: event.clientY, box: null };
  });
  stage.addEventListener("pointermove", (event) => {
    if (!from) return;
    if (!from.box) {
      if (Math.hypot(event.clientX - from.left, event.clientY - from.top) < SLIP) return;
      if (!input()) { say(stage.dataset.choose); from = null; return; }
      const begun = from;
      undo();
      from = begun;
      drawn = rubber(from.svg);
      from.svg.setPointerCapture(event.pointerId);
    }
    stretch(event);
  });
  stage.addEventListener("pointerup", () => {
    const done = from;
    from = null;
    if (!done || !done.box) return;
    const [left, top, right, bottom] = done.box;
    if (left < right && top < bottom) read(done.svg.closest("figure"), done.box);
    else forget();
  });
  stage.addEventListener("pointercancel", undo);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && (drawn || from)) undo(); });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id !== "panel") return;
    if (!drawn || event.detail.xhr.status >= 300) return;
    const saved = event.detail.requestConfig.elt.querySelector("[data-name]");
    if (!saved || saved.id !== drawn.dataset.of) {
      const field = document.getElementById(drawn.dataset.of);
      if (!field || !field.form.elements.box.value) forget();
      return;
    }
    stage.querySelectorAll(`rect[data-of="${CSS.escape(saved.id)}"]:not(.drawn)`).forEach((box) => box.remove());
    drawn.setAttribute("class", "box done");
    drawn = null;
  });
})();
