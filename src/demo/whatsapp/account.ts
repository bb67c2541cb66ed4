import type { Settings } from "../../channels/channel.ts";

export const CHANNEL_ID = "whatsapp";
export const DISPLAY_NUMBER = "390230055501";

/** The settings of the demo's number, and what its simulated provider knows. Secrets that keep nothing: both sides are this process. */
export const ACCOUNT = {
  phoneNumberId: "300000000000001",
  wabaId: "200000000000001",
  accessToken: "demo-access-token",
  appSecret: "demo-app-secret",
  verifyToken: "demo-verify-token",
} as const satisfies Settings;
