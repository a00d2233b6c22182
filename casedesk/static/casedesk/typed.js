/* What is typed but not saved outlives a refresh of the panel, with the version that was seen: a later save over
   another's change is still refused. Whoever leaves the page with such text is asked. */
"use strict";
(() => {
  const CONTROLS = ".field input[id], .field select[id], .bearer input[id], .judge input[id], .questions textarea[id], .given input[type=file]";
  const panel = () => document.getElementById("panel");
  const first = (control) => ([...control.options].find((option) => option.defaultSelected) || control.options[0] || {}).value;
  const isTyped = (control) => {
    if (control.type === "file") return control.files.length > 0;
    if (control.form.querySelector(".error-text")) return true; /* refused: the page shows it, nobody has saved it */
    return control.value !== (control.matches("select") ? first(control) : control.defaultValue);
  };
  const typed = () => [...panel().querySelectorAll(CONTROLS)].filter(isTyped);
  const hidden = (form) => ["seen", "page", "box"].map((name) => form.elements[name]).filter((each) => each && each.type === "hidden");
  let kept = [];
  let leaving = null;

  const keep = (control) => ({
    control,
    id: control.id,
    value: control.value,
    beside: hidden(control.form).map((each) => [each.name, each.value]),
  });
  const giveBack = ({ control, id, value, beside }) => {
    const now = document.getElementById(id);
    if (!now || !now.form) return;
    if (now.type === "file") { now.replaceWith(control); return; }
    if (now.value === value) return;
    now.value = value;
    delete now.dataset.settled;
    hidden(now.form).forEach((each) => { each.value = (beside.find(([name]) => name === each.name) || [0, each.value])[1]; });
    const folded = now.closest("details");
    if (folded) folded.open = true;
    tell(now);
  };
  const tell = (control) => {
    if (!control.form.matches(".field") || control.form.querySelector(".unsaved")) return;
    const note = document.createElement("span");
    note.className = "note quiet unsaved";
    note.textContent = panel().dataset.unsaved;
    control.form.append(note);
  };

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id !== "panel") return;
    const sent = event.detail.requestConfig.elt;
    kept = typed().filter((control) => control.form !== sent).map(keep);
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id !== "panel") return;
    kept.forEach(giveBack);
    kept = [];
  });
  document.addEventListener("submit", (event) => { leaving = event.target; });
  window.addEventListener("beforeunload", (event) => {
    const own = leaving;
    leaving = null;
    if (typed().some((control) => control.form !== own)) event.preventDefault();
  });
})();
