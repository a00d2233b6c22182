/* Dropping files, and sending a batch one file at a time, so that a person sees how far it is. */
"use strict";
(() => {
  const form = document.getElementById("upload");
  const drop = form.querySelector("[data-drop]");
  const input = form.querySelector("input[type=file]");
  const progress = document.getElementById("progress");
  const taken = document.getElementById("taken");

  ["dragover", "dragleave", "drop"].forEach((name) =>
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", name === "dragover");
      if (name === "drop") input.files = event.dataTransfer.files;
    }),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const files = [...input.files];
    const button = form.querySelector("button");
    button.disabled = true;
    for (const [index, file] of files.entries()) {
      progress.textContent = `${form.dataset.progress} ${index + 1}/${files.length}: ${file.name}`;
      if (!(await send(file))) break;
    }
    button.disabled = false;
    progress.textContent = "";
    input.value = "";
  });
  const send = async (file) => {
    const body = new FormData(form);
    body.delete("files");
    body.append("files", file, file.name);
    try {
      const answer = await fetch(form.action || location.href, { method: "POST", body, headers: { "HX-Request": "true" } });
      if (answer.redirected) { location.reload(); return false; }
      const text = answer.ok || answer.status === 422 ? await answer.text() : `<p class="message error">✗ ${document.body.dataset.failed}</p>`;
      taken.insertAdjacentHTML("afterbegin", text);
      return answer.ok;
    } catch {
      taken.insertAdjacentHTML("afterbegin", `<p class="message error">✗ ${document.body.dataset.failed}</p>`);
      return false;
    }
  };
})();
