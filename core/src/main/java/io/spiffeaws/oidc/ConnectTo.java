package io.spiffeaws.oidc;

import io.spiffeaws.problem.ProblemException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Rules that connect to another address for some hosts, in the form of curl's `--connect-to`:
/// `HOST:PORT:ADDRESS:PORT`, separated by commas. The first HOST or PORT matches any value if it is
/// empty. An empty ADDRESS or second PORT keeps the original value. The host name in the request
/// and in the certificate remains the original one.
public final class ConnectTo {
  /// No rules: every host is connected to at its own address.
  public static final ConnectTo NONE = new ConnectTo(List.of());

  private static final String NAME = "(\\[[0-9A-Fa-f:.]+\\]|[^:\\[\\]\\s]*)";
  private static final Pattern RULE = Pattern.compile(NAME + ":(\\d{0,5}):" + NAME + ":(\\d{0,5})");

  private final List<Rule> rules;

  private ConnectTo(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /// Parses rules.
  ///
  /// @param text one or more rules; empty for none
  /// @throws ProblemException malformed, with the rule that cannot be parsed
  public static ConnectTo parse(String text) {
    if (text.isBlank()) {
      return NONE;
    }
    var rules = new ArrayList<Rule>();
    for (var part : text.split(",", -1)) {
      var rule = RULE.matcher(part.strip());
      if (!rule.matches() || !validPort(rule.group(2)) || !validPort(rule.group(4))) {
        throw ProblemException.malformed(
            "malformed-connect-to",
            "invalid value \""
                + part
                + "\" for SPIFFE_AWS_CONNECT_TO: expected HOST:PORT:ADDRESS:PORT",
            "use a value such as oidc.example.org:443:127.0.0.1:8443");
      }
      rules.add(Rule.of(rule));
    }
    return new ConnectTo(rules);
  }

  /// Returns the address to connect to for a host and port; unresolved if the name is unknown.
  public InetSocketAddress address(String host, int port) {
    return redirection(host, port).orElseGet(() -> new InetSocketAddress(host, port));
  }

  /// Returns the address of the first rule that matches, or empty if no rule matches.
  public Optional<InetSocketAddress> redirection(String host, int port) {
    return rules.stream()
        .filter(rule -> rule.fits(host, port))
        .map(rule -> rule.target(host, port))
        .findFirst();
  }

  private static boolean validPort(String digits) {
    return digits.isEmpty() || (Integer.parseInt(digits) > 0 && Integer.parseInt(digits) <= 65_535);
  }

  private record Rule(String host, String port, String toHost, String toPort) {
    static Rule of(Matcher parts) {
      return new Rule(bare(parts.group(1)), parts.group(2), bare(parts.group(3)), parts.group(4));
    }

    boolean fits(String asked, int askedPort) {
      return (host.isEmpty() || host.equalsIgnoreCase(bare(asked)))
          && (port.isEmpty() || Integer.parseInt(port) == askedPort);
    }

    InetSocketAddress target(String asked, int askedPort) {
      return new InetSocketAddress(
          toHost.isEmpty() ? asked : toHost,
          toPort.isEmpty() ? askedPort : Integer.parseInt(toPort));
    }

    private static String bare(String name) {
      return name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
    }
  }
}
