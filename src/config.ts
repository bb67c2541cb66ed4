/** What the process is told from outside, read once. What an administrator may change while it runs is a setting. */
export type Config = Readonly<{
  dataDir: string;
  port: number;
  host: string;
  /** Where people and providers reach us; decides Secure cookies and the links we print. */
  publicUrl: URL;
  /** Addresses whose Forwarded headers we believe. */
  trustedProxies: readonly string[];
  tls: { cert: string; key: string } | null;
  keyFile: string | null;
  logLevel: "debug" | "info" | "warn" | "error";
}>;

/** Wrong configuration (exit code 78) or a wrong command line (64), each with what to do in one line. */
export class ConfigProblem extends Error {
  constructor(
    readonly exitCode: 64 | 78,
    message: string,
  ) {
    super(message);
  }
}

export type Environment = Readonly<Record<string, string | undefined>>;
export type Flags = Readonly<Record<string, string>>;

/** Flags win over the environment. Throws ConfigProblem naming every problem at once. */
export function readConfig(flags: Flags, env: Environment): Config {
  const problems: string[] = [];
  const read = <T>(flag: string, variable: string, fallback: string, parse: (text: string) => T): T => {
    const text = flags[flag] ?? (env[variable] || fallback);
    try {
      return parse(text);
    } catch (error) {
      problems.push(`${flag in flags ? `--${flag}` : variable} ${(error as Error).message}`);
      return undefined as never;
    }
  };
  const port = read("port", "PARLO_PORT", "3000", portNumber);
  const host = read("host", "PARLO_HOST", "127.0.0.1", String);
  const cert = env["PARLO_TLS_CERT"] ?? "";
  const key = env["PARLO_TLS_KEY"] ?? "";
  if ((cert === "") !== (key === "")) problems.push("PARLO_TLS_CERT and PARLO_TLS_KEY must both be set or neither");
  const config: Config = {
    dataDir: read("data", "PARLO_DATA", "data", String),
    port,
    host,
    publicUrl: read("public-url", "PARLO_PUBLIC_URL", `${cert ? "https" : "http"}://${urlHost(host)}:${port}`, httpUrl),
    trustedProxies: read("trusted-proxies", "PARLO_TRUSTED_PROXIES", "", (text) => text.split(/[\s,]+/).filter(Boolean)),
    tls: cert ? { cert, key } : null,
    keyFile: env["PARLO_KEY_FILE"] || (env["CREDENTIALS_DIRECTORY"] ? `${env["CREDENTIALS_DIRECTORY"]}/parlo.key` : null),
    logLevel: read("log-level", "PARLO_LOG", "info", oneOf("debug", "info", "warn", "error")),
  };
  if (problems.length > 0) throw new ConfigProblem(78, problems.join("; "));
  return Object.freeze(config);
}

function urlHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}

function portNumber(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > 65_535) throw new Error(`must be a port number from 0 to 65535, not "${text}"`);
  return number;
}

function httpUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol)) throw new Error(`must be an address like https://chat.example.com, not "${text}"`);
  return url;
}

const oneOf =
  <const T extends readonly string[]>(...allowed: T) =>
  (text: string): T[number] => {
    if (!allowed.includes(text)) throw new Error(`must be one of ${allowed.join(", ")}`);
    return text;
  };
