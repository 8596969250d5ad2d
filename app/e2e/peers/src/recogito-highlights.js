import { recogito } from "./recogito.js";

// It registers highlights for what is on screen, and no others.
recogito("CSS_HIGHLIGHTS", () => CSS.highlights.size, () => CSS.highlights.size > 0);
