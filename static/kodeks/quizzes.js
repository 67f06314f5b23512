/* Taking a quiz: says when an answer is on its way, keeps it when the connection or the session is gone, and sends it
   again later. Without this script the buttons post the form. */
(() => {
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const words = document.getElementById("autosave-words").dataset;
  const prefix = `answer:${form.dataset.autosave}:`;
  const key = prefix + form.getAttribute("action");
  const boxes = () => [...form.querySelectorAll("input[name=answer]")];
  const state = () => document.getElementById("saved");
  const say = (text, mark) => { state().textContent = text; state().dataset.s = mark; };

  // Two kinds of entry: "kept" was refused or never arrived and is sent again; "sent" left with the form, and to have
  // reached another question proves that it arrived. An answer changed on another device is never overwritten by it.
  const read = () => JSON.parse(sessionStorage.getItem(key) || "null");
  const write = (kind) => sessionStorage.setItem(key, JSON.stringify({
    kind, chosen: boxes().filter((box) => box.checked).map((box) => box.value),
  }));
  for (const other of Object.keys(sessionStorage)) {
    if (other.startsWith(prefix) && other !== key && JSON.parse(sessionStorage[other]).kind === "sent") sessionStorage.removeItem(other);
  }

  const send = () => htmx.trigger(form, "change");
  const again = () => {
    const kept = read();
    if (kept && (kept.kind === "kept" || state().dataset.s === "none")) {
      for (const box of boxes()) box.checked = kept.chosen.includes(box.value);
      send();
    } else if (state().hasAttribute("data-unsaved")) {
      send();
    } else {
      sessionStorage.removeItem(key);
    }
  };

  form.addEventListener("htmx:beforeRequest", () => say(words.saving, "none"));
  for (const lost of ["htmx:sendError", "htmx:timeout"]) {
    form.addEventListener(lost, () => { write("kept"); say(words.kept, "soon"); });
  }
  form.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (xhr.status === 200 && xhr.responseText.includes('id="saved"')) {
      sessionStorage.removeItem(key);
    } else if (xhr.status === 409) {
      sessionStorage.removeItem(key);
      event.detail.shouldSwap = true;
    } else {
      write("kept");
      // Only our own line may land in the status line: never a sign-in page or an error page.
      event.detail.shouldSwap = xhr.status === 401;
      if (xhr.status !== 401) say(xhr.status >= 500 ? words.kept : words.login, "soon");
    }
  });
  form.addEventListener("submit", () => write(read()?.kind === "kept" ? "kept" : "sent"));
  window.addEventListener("online", again);
  setInterval(() => { if (read()?.kind === "kept" && state().dataset.s === "soon") send(); }, 15000);
  document.body.addEventListener("htmx:load", again, { once: true });
  for (const flag of document.querySelectorAll("input[form]")) flag.addEventListener("change", send);

  document.addEventListener("keydown", (event) => {
    const box = boxes()[Number(event.key) - 1];
    if (!box || event.ctrlKey || event.altKey || event.metaKey) return;
    box.checked = box.type === "radio" ? true : !box.checked;
    box.focus();
    send();
  });

  const timer = document.querySelector("[data-seconds-left]");
  if (!timer) return;
  const end = performance.now() + Number(timer.dataset.secondsLeft) * 1000;
  const show = timer.querySelector("b");
  // Whole minutes until the last one: a clock that runs all the time hurries people for nothing.
  const tick = () => {
    const left = Math.max(0, Math.round((end - performance.now()) / 1000));
    show.textContent = left >= 60 ? `${Math.ceil(left / 60)} ${words.minutes}` : `0:${String(left).padStart(2, "0")}`;
    if (left > 0) return;
    clearInterval(clock);
    form.requestSubmit(document.querySelector("button[form][value=finish]"));
  };
  const clock = setInterval(tick, 1000);
  tick();
})();
