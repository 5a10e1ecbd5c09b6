package io.spiffeaws.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Commands and options of similar tools (the aws CLI, SPIRE's commands, aws-vault, step, jwt-cli)
/// and our names for them.
final class ForeignWords {
  private static final Map<String, String> COMMANDS =
      Map.ofEntries(
          Map.entry("login", "creds env"),
          Map.entry("assume", "creds env"),
          Map.entry("assume-role", "creds env"),
          Map.entry("assume-role-with-web-identity", "creds get"),
          Map.entry("export-credentials", "creds get"),
          Map.entry("run", "creds exec or sandbox run"),
          Map.entry("token", "jwt fetch"),
          Map.entry("entry create", "register"),
          Map.entry("entry update", "register"),
          Map.entry("entry add", "register"),
          Map.entry("entry register", "register"),
          Map.entry("entry count", "entry list"),
          Map.entry("agent show", "agent list"),
          Map.entry("jwt get", "jwt fetch"),
          Map.entry("jwt mint", "jwt fetch"),
          Map.entry("jwt issue", "jwt fetch"),
          Map.entry("jwt decode", "jwt inspect"),
          Map.entry("jwt show", "jwt inspect"),
          Map.entry("jwt check", "jwt validate"),
          Map.entry("jwt renew", "jwt watch"),
          Map.entry("x509 get", "x509 fetch"),
          Map.entry("x509 mint", "x509 fetch"),
          Map.entry("x509 write", "x509 fetch"),
          Map.entry("creds login", "creds env"),
          Map.entry("creds export", "creds env"),
          Map.entry("creds fetch", "creds get"),
          Map.entry("creds print", "creds get"),
          Map.entry("creds run", "creds exec"),
          Map.entry("creds server", "creds serve"),
          Map.entry("creds configure", "creds profile"),
          Map.entry("trust add", "trust add-sub"),
          Map.entry("trust remove", "trust remove-sub"),
          Map.entry("trust provider update", "trust provider create"),
          Map.entry("trust role update", "trust role create"),
          Map.entry("oidc publish", "oidc export"),
          Map.entry("sandbox start", "sandbox run"),
          Map.entry("sandbox up", "sandbox run"),
          Map.entry("sandbox shell", "sandbox demo"),
          Map.entry("role", "trust role"),
          Map.entry("provider", "trust provider"),
          Map.entry("cache", "creds cache"),
          Map.entry("diff", "plan"),
          Map.entry("up", "apply"),
          Map.entry("deploy", "apply"),
          Map.entry("down", "destroy"),
          Map.entry("diagnose", "doctor"),
          Map.entry("healthcheck", "doctor"),
          Map.entry("completions", "completion"));

  /// Our names by the long option in our spelling; the first that a command has is used. A word in
  /// capitals is an argument.
  private static final Map<String, List<String>> OPTIONS =
      Map.ofEntries(
          Map.entry("--role-arn", List.of("--role", "ROLE")),
          Map.entry("--role-name", List.of("--role", "ROLE")),
          Map.entry("--role-session-name", List.of("--session-name")),
          Map.entry("--duration-seconds", List.of("--duration")),
          Map.entry("--session-duration", List.of("--duration", "--max-session-duration")),
          Map.entry("--web-identity-token", List.of("--token-file")),
          Map.entry("--web-identity-token-file", List.of("--token-file")),
          Map.entry("--token", List.of("--token-file")),
          Map.entry("--policy-document", List.of("--session-policy", "--inline-policy")),
          Map.entry("--policy-arns", List.of("--policy-arn")),
          Map.entry("--account-id", List.of("--account")),
          Map.entry("--aud", List.of("--audience")),
          Map.entry("--client-id-list", List.of("--audience")),
          Map.entry("--thumbprint-list", List.of("--thumbprint")),
          Map.entry("--url", List.of("ISSUER-URL", "--issuer")),
          Map.entry("--issuer-url", List.of("ISSUER-URL", "--issuer")),
          Map.entry("--iss", List.of("--issuer", "ISSUER-URL")),
          Map.entry("--subject", List.of("--sub", "ID")),
          Map.entry("--socket-path", List.of("--server-socket", "--workload-socket")),
          Map.entry("--socket", List.of("--server-socket", "--workload-socket")),
          Map.entry("--agent-socket", List.of("--workload-socket")),
          Map.entry("--registration-uds-path", List.of("--server-socket")),
          Map.entry("--server-addr", List.of("--server-address")),
          Map.entry("--spiffe-id", List.of("--sub", "ID", "SPIFFE-ID")),
          Map.entry("--id", List.of("--spiffe-id", "ID", "ENTRY-ID")),
          Map.entry("--entry-id", List.of("ENTRY-ID")),
          Map.entry("--parent", List.of("--parent-id")),
          Map.entry("--ttl", List.of("--jwt-svid-ttl or --x509-svid-ttl", "--duration")),
          Map.entry("--x509-svidttl", List.of("--x509-svid-ttl")),
          Map.entry("--jwt-svidttl", List.of("--jwt-svid-ttl")),
          Map.entry("--dns", List.of("--dns-name")),
          Map.entry("--entry-expiry", List.of("--expires-at")),
          Map.entry("--data", List.of("--file")),
          Map.entry("--filename", List.of("--file")),
          Map.entry("--input", List.of("--file")),
          Map.entry("--write", List.of("--out")),
          Map.entry("--output-file", List.of("--out")),
          Map.entry("--format", List.of("--output")),
          Map.entry("--json", List.of("--output json")),
          Map.entry("-v", List.of("--debug")),
          Map.entry("-n", List.of("--dry-run")),
          Map.entry("-y", List.of("--yes")),
          Map.entry("--verbose", List.of("--debug")),
          Map.entry("--trace", List.of("--debug")),
          Map.entry("--log-level", List.of("--debug")),
          Map.entry("--silent", List.of("--quiet")),
          Map.entry("--no-color", List.of("--color never")),
          Map.entry("--no-colour", List.of("--color never")),
          Map.entry("--dry", List.of("--dry-run")),
          Map.entry("--check", List.of("--dry-run")),
          Map.entry("--assume-yes", List.of("--yes")),
          Map.entry("--auto-approve", List.of("--yes")),
          Map.entry("--force", List.of("--yes")),
          Map.entry("--request-timeout", List.of("--timeout")),
          Map.entry("--cli-read-timeout", List.of("--timeout")),
          Map.entry("--cli-connect-timeout", List.of("--timeout")));

  /// Our words for what similar tools do with a resource; the first that a group has is meant.
  private static final Map<String, List<String>> VERBS =
      Map.ofEntries(
          Map.entry("ls", List.of("list")),
          Map.entry("get", List.of("show", "list")),
          Map.entry("describe", List.of("show", "list")),
          Map.entry("cat", List.of("show", "view")),
          Map.entry("rm", List.of("delete", "clear")),
          Map.entry("del", List.of("delete", "clear")),
          Map.entry("remove", List.of("delete", "clear")),
          Map.entry("add", List.of("create")),
          Map.entry("new", List.of("create")),
          Map.entry("verify", List.of("check", "validate")),
          Map.entry("test", List.of("check")));

  private ForeignWords() {}

  /// Our words for a verb of another tool, the most likely one first.
  static List<String> verbs(String verb) {
    return VERBS.getOrDefault(verb, List.of());
  }

  /// Our command for a command of another tool, without the name of the program.
  static Optional<String> command(String path) {
    return Optional.ofNullable(COMMANDS.get(path));
  }

  /// Our options and arguments for an option of another tool in our spelling.
  static List<String> options(String option) {
    return OPTIONS.getOrDefault(option, List.of());
  }
}
