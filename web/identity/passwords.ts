/** Shortest password that is taken, in characters. */
export const SHORTEST_PASSWORD = 10;
/** Longest password that is taken; longer ones only cost time to hash. */
export const LONGEST_PASSWORD = 200;

// Of at least ten characters, of our product's languages and years, that lists of English leaks lack. Lower case.
const ours =
  `passwort12 passwort123 passwort1234 hallo12345 hallo123456 schatz12345 ichliebedich geheim12345 deutschland
  contrasena contrasena1 contraseña contraseña1 teamo12345 tequiero123 barcelona123 realmadrid1 realmadrid123
  welcome2024 welcome2025 welcome2026 changeme123 passwordpassword adminadmin letmein1234`.split(/\s+/);

let known: Promise<ReadonlySet<string>> | null = null;

/** Some 49,000 passwords from published leaks; read when the first password is chosen, and asked of nobody else. */
function commonest(): Promise<ReadonlySet<string>> {
  return known ??= import("@zxcvbn-ts/language-common").then(({ dictionary }) =>
    new Set([...dictionary["passwords-common"] as readonly string[], ...ours])
  );
}

/**
 * Why a password is not taken, or null when it is: too short, too long, known from leaks (also with a year or a sign behind
 * it), of hardly any different characters, or made of the person's own address.
 */
export async function passwordProblem(
  password: string,
  email = "",
): Promise<"password_too_short" | "password_too_long" | "password_common" | null> {
  const characters = [...password].length;
  if (characters < SHORTEST_PASSWORD) return "password_too_short";
  if (characters > LONGEST_PASSWORD) return "password_too_long";
  const lower = password.toLowerCase();
  if (new Set(lower).size < 5 || isOwn(lower, email.toLowerCase())) return "password_common";
  const common = await commonest();
  const word = lower.replace(/[^\p{L}]{1,5}$/u, ""); // a year, an exclamation mark
  return common.has(lower) || (word.length >= 5 && common.has(word)) ? "password_common" : null;
}

/** The address, or its name with hardly anything around it. */
function isOwn(password: string, email: string): boolean {
  const [name = ""] = email.split("@");
  return email !== "" && (password === email || (name.length >= 5 && password.replace(name, "").length < 5 &&
    password.includes(name)));
}
