// Outline editor: fields grow with the text, Alt+↑/↓ move a clause, leaving unsaved text asks first.
(() => {
  "use strict";
  const form = document.querySelector("[data-outline]");
  if (!form) return;
  const mark = form.querySelector("[data-unsaved]");
  let dirty = false;

  const grow = (field) => {
    field.style.blockSize = "auto";
    field.style.blockSize = `${field.scrollHeight + 2}px`;
  };
  if (!CSS.supports("field-sizing", "content")) form.querySelectorAll("textarea").forEach(grow);

  form.addEventListener("input", (event) => {
    dirty = true;
    if (mark) mark.hidden = false;
    if (event.target.matches("textarea") && !CSS.supports("field-sizing", "content")) grow(event.target);
  });
  form.addEventListener("keydown", (event) => {
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      const way = event.key === "ArrowUp" ? "up" : "down";
      const button = event.target.closest("li")?.querySelector(`[data-move="${way}"]`);
      if (button) {
        event.preventDefault();
        button.click();
      }
    }
  });
  form.addEventListener("submit", () => { dirty = false; });
  window.addEventListener("beforeunload", (event) => {
    if (dirty) event.preventDefault();
  });
  // After the browser's own jump to the fragment, which would take the focus away again.
  window.addEventListener("load", () => {
    const landed = location.hash.startsWith("#b-") && document.getElementById(location.hash.slice(1));
    if (landed) setTimeout(() => landed.querySelector("textarea")?.focus(), 0);
  });
})();
