/* The trainer: keys 1–9 answer, and the newest line is in view. Everything works without this file. */
"use strict";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if (event.target.matches("input:not([type=hidden]), textarea, select")) return;
  const form = document.querySelector("form[data-choices]");
  const number = Number(event.key);
  if (!form || !Number.isInteger(number) || number < 1) return;
  const choice = form.querySelectorAll("button.k-choice")[number - 1];
  if (!choice) return;
  event.preventDefault();
  form.requestSubmit(choice);
});

document.addEventListener("DOMContentLoaded", () => {
  const newest = document.querySelector(".k-said .is-now:last-of-type");
  if (!newest || newest.getBoundingClientRect().bottom < window.innerHeight * 0.6) return;
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  window.scrollBy({ top: newest.getBoundingClientRect().top - 120, behavior: calm ? "auto" : "smooth" });
});
