import { describePage } from "./runnable-page.js";

await describePage("quality.md");
