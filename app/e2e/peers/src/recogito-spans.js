import { onScreen } from "./page.js";
import { recogito } from "./recogito.js";

const marks = document.getElementsByClassName("r6o-annotation");
recogito("SPANS", () => marks.length, () => onScreen(marks[0]));
