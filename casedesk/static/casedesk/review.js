/* The review screen: the field in hand is shown and enlarged on its page; Tab visits only what is unsure. */
"use strict";
(() => {
  const stage = document.getElementById("stage");
  const MOST = 2.6;
  const FILLED = 0.75;
  let zoom = 1;
  let last = "";

  const panel = () => document.getElementById("panel");
  const fields = () => [...panel().querySelectorAll(".field input[id], .field select[id], .field.mark button, .bearer input[id]")];
  const open = () => fields().filter((field) => !("settled" in field.dataset));
  const boxOf = (key) => ["rect.drawn", "rect"].map((kind) => stage.querySelector(`${kind}[data-of="${CSS.escape(key)}"]`)).find(Boolean);
  const keyOf = (field) => (field.closest(".mark") || field).id;

  const setZoom = (wanted) => {
    zoom = Math.min(Math.max(wanted, 0.5), 4);
    stage.querySelectorAll(".sheet").forEach((sheet) => {
      sheet.style.width = `${zoom * 100}%`;
      const picture = sheet.querySelector("img");
      if (zoom > 1.3 && picture.complete && !picture.dataset.isWide && near(sheet)) {
        picture.dataset.isWide = "yes";
        picture.src = picture.dataset.wide;
      }
    });
  };
  const near = (sheet) => {
    const seen = sheet.getBoundingClientRect();
    const room = stage.getBoundingClientRect();
    return seen.bottom > room.top && seen.top < room.bottom;
  };
  const show = (key, page) => {
    stage.querySelectorAll(".box.now").forEach((box) => box.classList.remove("now"));
    const box = boxOf(key);
    const figure = box ? box.closest("figure") : page && document.getElementById(`page-${page}`);
    if (!figure) return;
    current(figure.dataset.page);
    if (!box) { figure.scrollIntoView({ block: "start" }); return; }
    box.classList.add("now");
    setZoom(Math.min(MOST, Math.max(1, FILLED / Number(box.getAttribute("width")))));
    centre(box);
    const picture = figure.querySelector("img");
    if (picture.complete) setZoom(zoom);
    else picture.addEventListener("load", () => { centre(box); setZoom(zoom); }, { once: true });
  };
  const centre = (box) => {
    const place = box.getBoundingClientRect();
    const room = stage.getBoundingClientRect();
    stage.scrollBy(place.left + place.width / 2 - (room.left + room.width / 2), place.top + place.height / 2 - (room.top + room.height / 3));
  };
  const current = (page) =>
    document.querySelectorAll(".strip a").forEach((link) => {
      if (link.dataset.page === page) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });

  /* Settled fields are reached by arrows or the mouse; Tab passes them by. */
  const settle = () => panel().querySelectorAll("[data-settled]").forEach((field) => { field.tabIndex = -1; });
  const colour = () =>
    panel().querySelectorAll(".field").forEach((field) => {
      const control = field.querySelector("[id]");
      const box = boxOf(field.id || (control ? control.id : ""));
      const tone = ["done", "unsure", "missing", "malformed", "failed"].find((name) => field.classList.contains(name));
      if (box && tone) box.setAttribute("class", `box ${tone}${box.classList.contains("now") ? " now" : ""}`);
    });
  const goOn = () => {
    const wrong = panel().querySelector(".wrong :is(input, select)[id], .judge[open] .error-text");
    if (wrong) {
      const control = wrong.matches("[id]") ? wrong : wrong.closest("form").querySelector("input[id]");
      control.focus();
      control.closest("form").scrollIntoView({ block: "nearest" }); /* htmx may have given it the focus without scrolling */
      return;
    }
    const all = fields();
    const at = all.findIndex((field) => keyOf(field) === last);
    const left = open();
    const next = left.find((field) => all.indexOf(field) > at) || left[0];
    const doubt = panel().querySelector(".check.unsure .judge summary");
    const accept = panel().querySelector("[data-test=accept]:not(:disabled)");
    const target = next || doubt || accept || panel().querySelector("[data-test=supplement]");
    if (target) target.focus();
  };

  /* Take the element's field in hand; say whether it stands in one. */
  const hold = (element) => {
    const field = element.closest(".field");
    const key = field && panel().contains(field) && (field.id || (field.querySelector("[id]") || {}).id);
    if (!key) return false;
    last = key;
    show(key, field.dataset.place);
    return true;
  };
  document.addEventListener("focusin", (event) => { if (hold(event.target) && event.target.select) event.target.select(); });
  document.addEventListener("keydown", (event) => {
    const field = event.target.closest && event.target.closest(".field");
    if (event.key === "Escape") { setZoom(1); return; }
    if (!field || event.target.matches("select") || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    const all = fields();
    const next = all[all.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1)];
    if (next) next.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches(".field select")) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  });
  document.addEventListener("click", (event) => {
    const go = event.target.closest("[data-go]");
    const target = go && document.getElementById(go.dataset.go);
    if (target) {
      event.preventDefault();
      (target.matches("input, select") ? target : target.querySelector("input:not([type=hidden]), select, button") || target).focus();
    }
    const box = event.target.closest("rect.box");
    const owner = box && document.getElementById(box.dataset.of);
    if (owner) (owner.matches("input, select") ? owner : owner.querySelector("button")).focus();
    const button = event.target.closest("[data-zoom]");
    if (button) setZoom({ in: zoom * 1.25, out: zoom / 1.25, fit: 1 }[button.dataset.zoom]);
    const page = event.target.closest(".strip a");
    if (page) { setZoom(1); current(page.dataset.page); }
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id !== "panel") return;
    settle();
    colour();
    goOn();
  });
  document.addEventListener("DOMContentLoaded", () => {
    settle();
    if (hold(document.activeElement || document.body)) return; /* a quick hand is typing already */
    if (!location.hash || location.hash.startsWith("#page-")) {
      if (!location.hash) goOn();
    } else {
      last = location.hash.slice(1);
      goOn();
    }
  });
})();
