import { launch } from "./launcher/launch";

/** `npm run dev`: like the demo, with the development server. */
await launch("development");
