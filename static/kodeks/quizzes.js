/* Taking a quiz: says when an answer is on its way, keeps it when the connection or the session is gone, and sends it
   again later. Without this script the buttons post the form. */
(() => {
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const words = document.getElementById("autosave-words").dataset;
  const key = `answer:${form.getAttribute("action")}`;
  const state = () => document.getElementById("saved");
  const say = (text, mark) => { state().textContent = text; state().dataset.s = mark; };
  const chosen = () => JSON.stringify([...form.querySelectorAll("input[name=answer]:checked")].map((box) => box.value));
  const keep = (text) => { sessionStorage.setItem(key, chosen()); say(text, "soon"); };

  form.addEventListener("htmx:beforeRequest", () => say(words.saving, "none"));
  form.addEventListener("htmx:sendError", () => keep(words.kept));
  form.addEventListener("htmx:timeout", () => keep(words.kept));
  form.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (xhr.status === 409) event.detail.shouldSwap = true;
    // After the session has ended the answer is a sign-in page: it must not land in the status line.
    if (!xhr.responseText.includes('id="saved"')) { event.detail.shouldSwap = false; keep(words.login); }
    else sessionStorage.removeItem(key);
  });

  const again = () => {
    const kept = sessionStorage.getItem(key);
    if (!kept) return;
    for (const box of form.querySelectorAll("input[name=answer]")) box.checked = JSON.parse(kept).includes(box.value);
    htmx.trigger(form, "change");
  };
  window.addEventListener("online", again);
  document.body.addEventListener("htmx:load", again, { once: true });
  form.addEventListener("submit", () => sessionStorage.setItem(key, chosen()));
  window.addEventListener("pageshow", () => { if (state().dataset.s === "done") sessionStorage.removeItem(key); });
  for (const flag of document.querySelectorAll("input[form]")) flag.addEventListener("change", () => htmx.trigger(form, "change"));

  document.addEventListener("keydown", (event) => {
    const box = form.querySelectorAll("input[name=answer]")[Number(event.key) - 1];
    if (!box || event.ctrlKey || event.altKey || event.metaKey) return;
    box.checked = box.type === "radio" ? true : !box.checked;
    box.focus();
    htmx.trigger(form, "change");
  });

  const timer = document.querySelector("[data-seconds-left]");
  if (!timer) return;
  const end = Date.now() + Number(timer.dataset.secondsLeft) * 1000;
  const show = timer.querySelector("b");
  const tick = () => {
    const left = Math.max(0, Math.round((end - Date.now()) / 1000));
    show.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  };
  tick();
  setInterval(tick, 1000);
})();
