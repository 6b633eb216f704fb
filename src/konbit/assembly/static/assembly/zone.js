// Fills an empty time zone with the one of this telephone or computer.
const zone = document.querySelector('input[name="zone"]');
if (zone && !zone.value) zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone || "";
