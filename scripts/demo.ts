import { launch } from "./launcher/launch";

/** `npm run demo`: the whole product on this machine, in production mode. */
await launch("production");
