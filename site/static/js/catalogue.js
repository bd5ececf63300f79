// Makes the list of stories smooth: choices go to the server without leaving the page. Without this file the form has
// a button and everything else is links.

const wide = window.matchMedia("(min-width: 64rem)");
let openFolds = new Map();
let asked = null;
let saying = 0;

function openDrawer() {
  const drawer = document.getElementById("drawer");
  if (drawer && wide.matches) drawer.open = true;
}

function rememberFolds() {
  openFolds = new Map([...document.querySelectorAll("#catalogue details[id]")].map((fold) => [fold.id, fold.open]));
}

function restoreFolds() {
  for (const [id, open] of openFolds) {
    const fold = document.getElementById(id);
    if (fold) fold.open = open;
  }
}

// Without a connection the list stays and says why; a refusal by the server is shown as it would be without a script.
function failed(event) {
  const status = document.getElementById("catalogue-status");
  if (event.type === "htmx:responseError") {
    window.location.assign(event.detail.pathInfo.finalRequestPath);
  } else if (status) {
    window.clearTimeout(saying);
    status.className = "notice";
    status.textContent = status.dataset.offline;
  }
}

// Says how many stories there are, and keeps the keyboard where it was or brings it to the results.
function announce() {
  const results = document.getElementById("results");
  const status = document.getElementById("catalogue-status");
  if (!results || !status) return;
  status.className = "visually-hidden";
  status.textContent = "";
  window.clearTimeout(saying);
  saying = window.setTimeout(() => {
    status.textContent = results.textContent.trim();
  }, 100);
  const again = asked?.id && document.getElementById(asked.id);
  if (again) again.focus({ preventScroll: true });
  else if (document.activeElement === document.body) results.focus({ preventScroll: true });
}

function leaveOutEmpty(event) {
  const { formData } = event.detail;
  for (const [name, value] of [...formData]) {
    if (value === "") formData.delete(name);
  }
}

// htmx leaves links inside of a drawing alone.
function chooseRegion(event) {
  const region = event.target.closest("#catalogue a.region");
  if (!region || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  // Not every browser gives the keyboard to a link that is clicked.
  region.focus({ preventScroll: true });
  window.htmx.ajax("GET", region.getAttribute("href"), { source: "#catalogue", target: "#catalogue" });
}

// On a narrow screen the button of the filters leads to what they left.
function closeDrawer(event) {
  if (wide.matches || !event.target.closest(".drawer__submit")) return;
  document.getElementById("drawer").open = false;
  document.getElementById("results")?.scrollIntoView();
}

openDrawer();
wide.addEventListener("change", openDrawer);
document.body.addEventListener("htmx:configRequest", leaveOutEmpty);
document.body.addEventListener("htmx:beforeRequest", () => {
  asked = document.activeElement;
});
document.body.addEventListener("htmx:beforeSwap", rememberFolds);
document.body.addEventListener("htmx:afterSwap", restoreFolds);
document.body.addEventListener("htmx:afterSettle", announce);
document.body.addEventListener("htmx:responseError", failed);
document.body.addEventListener("htmx:sendError", failed);
document.body.addEventListener("click", closeDrawer);
if (window.htmx) {
  document.documentElement.classList.add("scripted");
  document.body.addEventListener("click", chooseRegion);
}
