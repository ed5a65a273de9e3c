(() => {
  const rows = [...document.querySelectorAll(".findings tbody tr")];
  const form = document.querySelector(".filter");
  if (!form) return;
  document.documentElement.classList.remove("no-script");
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const { words, code } = form.elements;
  const boxes = [...form.querySelectorAll("[type=checkbox]")];
  const shown = document.querySelector("#shown");

  const filter = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const levels = new Set(boxes.filter((box) => box.checked).map((box) => box.name));
    let count = 0;
    rows.forEach((row, at) => {
      const fits = levels.has(row.dataset.level) && (!code.value || row.dataset.code === code.value) &&
        wanted.every((word) => texts[at].includes(word));
      row.hidden = !fits;
      count += fits;
    });
    shown.textContent = `${count} of ${rows.length} shown`;
  };

  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const link of document.querySelectorAll("a[data-code]")) {
    link.addEventListener("click", () => {
      code.value = link.dataset.code;
      filter();
    });
  }
  filter();
})();
