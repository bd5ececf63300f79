// Keeps on the device what is typed into a field that is sent by a button only, so that a closed window loses nothing of
// it. `data-kept-of` says to what it belongs: once that is another, what was kept has been sent and is forgotten.

import { clearHere, keptHere, putHere } from "./device_store.js";

async function keep(box) {
  const { keptHere: area, keptOf: of } = box.dataset;
  const kept = await keptHere(area, box.name);
  if (kept && kept.base !== of) await clearHere(area, box.name);
  // What the server sent back was typed later than what the device holds.
  else if (kept && !box.value) box.value = kept.value;
  box.addEventListener("input", () => (box.value ? putHere(area, box.name, box.value, of) : clearHere(area, box.name)).catch(() => {}));
  for (const words of document.querySelectorAll(`[data-kept-words="${box.id}"]`)) words.hidden = false;
}

// A browser without a database keeps nothing, and says nothing of it.
for (const box of document.querySelectorAll("[data-kept-here]")) keep(box).catch(() => {});
