// Recovery codes: copying and printing them. Reading them needs no script.

const codes = [...document.querySelectorAll(".codes code")].map((code) => code.textContent).join("\n");
const tools = document.querySelector(".codes-tools");

if (tools) {
  tools.hidden = false;
  const copy = tools.querySelector("[data-copy-codes]");
  copy.hidden = !navigator.clipboard;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(codes);
    copy.textContent = copy.dataset.copied;
  });
  tools.querySelector("[data-print-codes]").addEventListener("click", () => window.print());
}
