/** Shortest password that is taken, in characters. */
export const SHORTEST_PASSWORD = 10;
/** Longest password that is taken; longer ones only cost time to hash. */
export const LONGEST_PASSWORD = 200;

// The commonest of at least ten characters in published leaks, lower case. Shorter ones are refused by their length.
const commonest = new Set(
  `1234567890 12345678910 123456789a 1234567891 0123456789 0987654321 9876543210 1111111111 0000000000 1212121212
  1q2w3e4r5t 1qaz2wsx3edc q1w2e3r4t5 qwertyuiop qwerty12345 qwerty1234 qwerty123456 qwertzuiop asdfghjkl1 asdfghjklz
  zaq12wsxcde3 password12 password123 password1234 password12345 password01 passw0rd123 p@ssw0rd123 p@ssword123
  passwordpassword changeme123 letmein123 letmein1234 welcome123 welcome1234 welcome2024 welcome2025 welcome2026
  administrator admin12345 admin123456 adminadmin iloveyou12 iloveyou123 iloveyou1234 sunshine123 princess123
  football123 baseball123 superman123 batman12345 dragon12345 monkey12345 michael123 jordan12345 charlie123
  abcdefghij abcdefghijk abcdefgh12 abcd123456 abc1234567 abc123456789 a123456789 a1b2c3d4e5 aa12345678 aaaaaaaaaa
  trustno1234 whatever123 computer123 internet123 starwars123 pokemon1234 liverpool1 manchester barcelona1
  passwort12 passwort123 passwort1234 hallo12345 hallo123456 schatz12345 ichliebedich geheim12345 deutschland
  contrasena contrasena1 contraseña contraseña1 teamo12345 tequiero123 barcelona123 realmadrid1 realmadrid123
  mynameisjohn secret12345 testtest12 testtest123 test123456 test1234567 test12345678 qazwsxedcrf zxcvbnm123
  zxcvbnm1234 1q2w3e4r5t6y q1w2e3r4t5y6 password!1 password123! welcome123! admin123456!`.split(/\s+/),
);

/** Why a password is not taken, or null when it is. Pure. */
export function passwordProblem(
  password: string,
): "password_too_short" | "password_too_long" | "password_common" | null {
  const characters = [...password].length;
  if (characters < SHORTEST_PASSWORD) return "password_too_short";
  if (characters > LONGEST_PASSWORD) return "password_too_long";
  if (commonest.has(password.toLowerCase()) || new Set(password).size < 3) return "password_common";
  return null;
}
