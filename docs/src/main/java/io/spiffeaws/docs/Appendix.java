package io.spiffeaws.docs;

import io.spiffeaws.cli.ArgumentText;
import io.spiffeaws.docs.Page.Entry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The sections that apply to every command: exit codes and environment variables.
final class Appendix {
  private static final List<Entry> EXIT_CODES =
      List.of(
          new Entry("0", "Done, or nothing to do"),
          new Entry("1", "A file cannot be written, an unexpected answer, or an internal error"),
          new Entry(
              "2",
              "Usage: unknown or conflicting options, or malformed input of any kind (a file, a token,"
                  + " an ID), found before anything is changed"),
          new Entry(
              "3",
              "No SPIFFE identity: the agent's socket is missing, dead or not permitted, or this"
                  + " process has no registration entry"),
          new Entry(
              "4",
              "Denied by AWS or SPIRE, or no AWS credentials found. STS denies a role that does not"
                  + " exist like one that does not trust the identity"),
          new Entry("5", "Unreachable or timed out; worth a retry"),
          new Entry("6", "Findings of a check"),
          new Entry("7", "Changes are pending (plan --exit-code)"),
          new Entry("8", "The named resource does not exist"),
          new Entry("126, 127", "creds exec: the command is not executable, or is not found"),
          new Entry(
              "128+n",
              "Ended by signal n: 130 interrupted, 141 the reader of the output has gone. creds exec"
                  + " and sandbox run otherwise return the exit code of their command"));

  private static final String ONE_SERVER =
      "Set only one of SPIRE_SERVER_SOCKET, SPIRE_SERVER_ADDRESS and SPIRE_SERVER_EXEC; any option"
          + " for the server overrides all three";

  private static final String OPERATOR =
      "The operator's own credentials, unless --profile is specified";

  /// Variables that are no default of an option, or facts beyond that.
  private static final Map<String, String> DETAILS =
      Map.ofEntries(
          Map.entry("AWS_ACCESS_KEY_ID", OPERATOR),
          Map.entry("AWS_SECRET_ACCESS_KEY", OPERATOR),
          Map.entry("AWS_SESSION_TOKEN", OPERATOR),
          Map.entry(
              "AWS_WEB_IDENTITY_TOKEN_FILE",
              "Token file for the operator's own credentials; the token of a session is that of the"
                  + " Workload API or --token-file"),
          Map.entry("AWS_CA_BUNDLE", "PEM file of the CAs to trust instead of the system's"),
          Map.entry("AWS_CONFIG_FILE", "AWS configuration file, instead of ~/.aws/config"),
          Map.entry(
              "AWS_SHARED_CREDENTIALS_FILE", "AWS credentials file, instead of ~/.aws/credentials"),
          Map.entry(
              "AWS_ENDPOINT_URL",
              "Endpoint of all AWS services; https, or http on loopback or with --allow-http"),
          Map.entry("AWS_ENDPOINT_URL_CLOUDTRAIL", "Endpoint of CloudTrail, for doctor"),
          Map.entry("AWS_ENDPOINT_URL_IAM", "Endpoint of IAM"),
          Map.entry("AWS_ENDPOINT_URL_S3", "Endpoint of S3; paths are then path-style"),
          Map.entry("AWS_ENDPOINT_URL_STS", "Endpoint of STS"),
          Map.entry("AWS_ENDPOINT_URL_SSO", "Endpoint of IAM Identity Center, for sign-in"),
          Map.entry("AWS_ENDPOINT_URL_SSO_OIDC", "OIDC endpoint of IAM Identity Center"),
          Map.entry("AWS_ENDPOINT_URL_SIGNIN", "Endpoint of AWS sign-in"),
          Map.entry(
              "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
              "true: ignore the endpoints of these variables and of the profile"),
          Map.entry("COLUMNS", "Width of the terminal"),
          Map.entry(
              "GITHUB_ENV", "File that creds env --shell github appends to; set by GitHub Actions"),
          Map.entry(
              "HTTPS_PROXY",
              "Proxy for https URLs; also https_proxy. HTTP_PROXY and http_proxy are for http URLs"),
          Map.entry("NO_PROXY", "Hosts to connect to without a proxy; also no_proxy"),
          Map.entry("NO_COLOR", "If not empty, do not use colour unless --color requests it"),
          Map.entry(
              "NOTIFY_SOCKET",
              "Socket on which creds serve and oidc export --watch report readiness; set by systemd"),
          Map.entry(
              "RUNTIME_DIRECTORY",
              "Directory of the authorization token file of creds serve, unless"
                  + " --authorization-token-file is specified; set by systemd"),
          Map.entry(
              "XDG_RUNTIME_DIR",
              "Directory of the authorization token file if RUNTIME_DIRECTORY is not set"),
          Map.entry("XDG_CACHE_HOME", "Parent directory of the session cache, instead of ~/.cache"),
          Map.entry(
              "XDG_STATE_HOME",
              "Parent directory of the locks for trust policy changes, instead of ~/.local/state"),
          Map.entry("TMPDIR", "Directory for temporary files, instead of /tmp"),
          Map.entry("SPIFFE_AWS_AUDIENCE", "jwt watch uses it only if there is one --out"),
          Map.entry("SPIFFE_AWS_CACHE", "1 or true"),
          Map.entry(
              "SPIFFE_AWS_CONNECT_TO",
              "HOST:PORT:ADDRESS:PORT, comma-separated: address to connect to for the host of an"
                  + " issuer, in the form of curl's --connect-to"),
          Map.entry(
              "SPIFFE_AWS_ISSUER",
              "jwt validate does not use it; in the render commands, the issuer of the chain file"
                  + " overrides it"),
          Map.entry(
              "SPIFFE_AWS_JAVA",
              "Java executable or Java home for the JVM distribution, instead of the one it finds"),
          Map.entry(
              "SPIFFE_AWS_JAVA_OPTIONS",
              "Additional options for that JVM, such as -Xmx4g; JAVA_TOOL_OPTIONS is passed on to the"
                  + " programs that spiffe-aws starts"),
          Map.entry(
              "SPIFFE_ENDPOINT_SOCKET",
              "unix:///PATH or tcp://IP:PORT; unlike the option, not a bare path"),
          Map.entry("SPIRE_FOREIGN_PREFIX", "Several are separated by commas"),
          Map.entry(
              "SPIRE_SERVER_ADDRESS",
              "The X509-SVID of this process must have a registration entry with admin, and the server"
                  + " must be spiffe://TRUST-DOMAIN/spire/server by the same trust bundle. "
                  + ONE_SERVER),
          Map.entry("SPIRE_SERVER_EXEC", ONE_SERVER),
          Map.entry("SPIRE_SERVER_SOCKET", ONE_SERVER));

  private Appendix() {}

  static Map<String, List<Entry>> of(List<CommandSpec> commands) {
    var sections = new LinkedHashMap<String, List<Entry>>();
    sections.put("Exit codes", EXIT_CODES);
    sections.put("Environment", environment(commands));
    return sections;
  }

  private static List<Entry> environment(List<CommandSpec> commands) {
    var options = options(commands);
    var variables = new TreeSet<>(DETAILS.keySet());
    variables.addAll(options.keySet());
    return variables.stream()
        .map(variable ->
            new Entry(
                variable,
                Stream.concat(
                        Stream.ofNullable(options.get(variable))
                            .map(names -> "Default of " + String.join(", ", names)),
                        Stream.ofNullable(DETAILS.get(variable)))
                    .collect(Collectors.joining(". "))))
        .toList();
  }

  /// Variables, and the options and arguments that have their values as defaults.
  private static Map<String, SortedSet<String>> options(List<CommandSpec> commands) {
    var options = new TreeMap<String, SortedSet<String>>();
    for (var command : commands) {
      for (var argument : command.args()) {
        var name =
            argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
        ArgumentText.variables(argument)
            .forEach(variable -> options.computeIfAbsent(variable, _ -> new TreeSet<>()).add(name));
      }
    }
    return options;
  }
}
