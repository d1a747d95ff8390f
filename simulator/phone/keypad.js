"use strict";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "Clear", "0", "Delete"];

/** The handset's number keys, typing into `field`; a keyboard has the field itself, so Tab passes by. */
function keypad(field) {
  return KEYS.map((name) => {
    const key = document.createElement("button");
    key.type = "button";
    key.className = name.length > 1 ? "key word" : "key";
    key.tabIndex = -1;
    key.textContent = name;
    key.addEventListener("click", () => {
      if (name === "Clear") field.value = "";
      else if (name === "Delete") field.value = field.value.slice(0, -1);
      else if (field.value.length < field.maxLength) field.value += name;
    });
    return key;
  });
}
