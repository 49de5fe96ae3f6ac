import { describePage } from "./runnable-page.js";

await describePage("recipes.md");
