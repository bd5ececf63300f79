// Says beside a text how many characters it has, as the server counts them.

for (const count of document.querySelectorAll("[data-counts]")) {
  const text = document.getElementById(count.dataset.counts);
  const tell = () => {
    count.textContent = [...text.value].length;
  };
  text.addEventListener("input", tell);
  tell();
}
