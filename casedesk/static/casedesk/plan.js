/* The board's days: drag a case to another person or day, or do it by keys. Each way only opens the form, filled in. */
"use strict";
(() => {
  const table = document.querySelector(".plan");
  if (!table) return;
  const cellOf = (element) => element && element.closest("[data-cell]");
  const open = (item, cell) => {
    const link = item.querySelector("[data-move]");
    if (!link) return;
    const from = cellOf(item).dataset;
    const asked = new URLSearchParams();
    if (cell && cell.dataset.who !== from.who && cell.dataset.who !== "0") asked.set("nguoi", cell.dataset.who);
    if (cell && cell.dataset.day !== from.day) asked.set("ngay", cell.dataset.day);
    if (cell && !asked.toString()) return;
    location.assign(`${link.getAttribute("href")}?${asked}`);
  };

  let dragged = null;
  const over = (cell) => table.querySelectorAll(".over").forEach((each) => each.classList.toggle("over", each === cell));
  table.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("[data-case]");
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.case);
  });
  table.addEventListener("dragover", (event) => {
    const cell = cellOf(event.target);
    if (!dragged || !cell) return;
    event.preventDefault();
    over(cell);
    cell.classList.add("over");
  });
  table.addEventListener("dragend", () => { dragged = null; over(null); });
  table.addEventListener("drop", (event) => {
    const cell = cellOf(event.target);
    if (!dragged || !cell) return;
    event.preventDefault();
    open(dragged, cell);
  });

  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const beside = (cell, [down, right]) => {
    const row = table.rows[cell.parentElement.rowIndex + down];
    const found = row && row.cells[cell.cellIndex + right];
    return found && found.matches("[data-cell]") ? found : null;
  };
  /* The next case that way: within the cell first, then in the first cell beyond that holds one. */
  const next = (item, step) => {
    const within = step[0] > 0 ? item.nextElementSibling : step[0] < 0 ? item.previousElementSibling : null;
    if (within) return within;
    for (let cell = beside(cellOf(item), step); cell; cell = beside(cell, step)) {
      const items = cell.querySelectorAll("[data-case]");
      if (items.length) return items[step[0] < 0 ? items.length - 1 : 0];
    }
    return null;
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
    const item = event.target.closest(".plan [data-case]");
    const step = steps[event.key];
    if (!item && event.key === "m" && event.target === document.body) {
      const first = table.querySelector("[data-case] a");
      if (first) { event.preventDefault(); first.focus(); }
    }
    if (!item || !(step || event.key === "m")) return;
    event.preventDefault();
    if (!step) { open(item, null); return; }
    if (event.shiftKey) { const cell = beside(cellOf(item), step); if (cell) open(item, cell); return; }
    const found = next(item, step);
    if (found) found.querySelector("a").focus();
  });
})();
