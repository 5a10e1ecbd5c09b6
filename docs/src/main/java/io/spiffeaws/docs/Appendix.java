package io.spiffeaws.docs;

import io.spiffeaws.docs.Page.Entry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;

/// What holds for every command: exit codes and environment.
final class Appendix {
  private static final Pattern NAMED = Pattern.compile("\\benv ((?:[A-Z][A-Z0-9_]+(?:, | or )?)+)");
  private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9_]+");

  private static final List<Entry> EXIT_CODES =
      List.of(
          code("0", "Done, or nothing to do."),
          code("1", "Something unexpected."),
          code(
              "2",
              "Usage: wrong flags, or malformed input of any kind (a file, a token, an ID), found"
                  + " before anything is changed."),
          code(
              "3",
              "No SPIFFE identity: the agent's socket is missing, dead or not permitted, or there"
                  + " is no entry for this caller."),
          code("4", "Refused by AWS or SPIRE."),
          code("5", "Unreachable or timed out; worth a retry."),
          code("6", "Findings of a check."),
          code("7", "Changes are pending (plan --exit-code)."),
          code("8", "The named thing does not exist."),
          code("126, 127", "creds exec: the command cannot be run, or is not found."),
          code(
              "128+n",
              "Ended by a signal: 130 interrupted, 141 the reader of the output has gone. creds"
                  + " exec and sandbox run otherwise end with their command's own code."));

  private static final Map<String, String> OTHER_VARIABLES =
      Map.of(
          "AWS_CA_BUNDLE", "PEM file of the CAs to trust in place of the system's.",
          "AWS_ENDPOINT_URL", "Endpoint of all AWS services; https, or http on loopback.",
          "AWS_ENDPOINT_URL_IAM", "Endpoint of IAM.",
          "AWS_ENDPOINT_URL_S3", "Endpoint of S3; its paths are then path-style.",
          "AWS_ENDPOINT_URL_STS", "Endpoint of STS.",
          "NO_COLOR", "Not empty: no colour, unless --color says otherwise.",
          "SPIFFE_AWS_CONNECT_TO",
              "HOST:PORT:ADDRESS:PORT, comma-separated: where to connect to for an issuer's host,"
                  + " in the form of curl's --connect-to.",
          "SPIFFE_AWS_JAVA",
              "A java executable or Java home for the JVM distribution, in place of the one it finds.",
          "SPIFFE_AWS_JAVA_OPTIONS",
              "More options for that JVM, for example -Xmx4g; JAVA_TOOL_OPTIONS is left to the"
                  + " programs that spiffe-aws starts.");

  private Appendix() {}

  static Map<String, List<Entry>> of(List<CommandSpec> commands) {
    var sections = new LinkedHashMap<String, List<Entry>>();
    sections.put("Exit codes", EXIT_CODES);
    sections.put("Environment", environment(commands));
    return sections;
  }

  private static List<Entry> environment(List<CommandSpec> commands) {
    var texts = new TreeMap<String, String>(OTHER_VARIABLES);
    options(commands)
        .forEach((variable, names) ->
            texts.merge(
                variable,
                "Stands in for " + String.join(", ", names) + "; the option wins.",
                "%s %s"::formatted));
    return texts.entrySet().stream()
        .map(text -> new Entry(text.getKey(), List.of(text.getValue())))
        .toList();
  }

  /// Variables, and the options whose descriptions name them.
  private static Map<String, SortedSet<String>> options(List<CommandSpec> commands) {
    var options = new TreeMap<String, SortedSet<String>>();
    for (var command : commands) {
      for (var option : command.options()) {
        var named = NAMED.matcher(String.join(" ", option.description()));
        while (named.find()) {
          VARIABLE
              .matcher(named.group(1))
              .results()
              .forEach(variable ->
                  options
                      .computeIfAbsent(variable.group(), _ -> new TreeSet<>())
                      .add(option.longestName()));
        }
      }
    }
    return options;
  }

  private static Entry code(String code, String meaning) {
    return new Entry(code, List.of(meaning));
  }
}
