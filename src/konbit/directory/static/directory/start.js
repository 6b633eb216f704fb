// A file may be dropped anywhere on the form; pasting and choosing work without this.
const room = document.querySelector("[data-drop]");
const input = room?.querySelector('input[type="file"]');
const told = room?.querySelector("[data-dropped]");

if (room && input) {
  const over = (is) => room.classList.toggle("over", is);
  const carries = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  document.addEventListener("dragover", (event) => { if (carries(event)) { event.preventDefault(); over(true); } });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) over(false); });
  document.addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    over(false);
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change"));
    input.focus();
  });
  input.addEventListener("change", () => {
    told.hidden = !input.files.length;
    told.textContent = [...input.files].map((file) => `${file.name} (${Math.ceil(file.size / 1024).toLocaleString()} kB)`).join(", ");
  });
}
