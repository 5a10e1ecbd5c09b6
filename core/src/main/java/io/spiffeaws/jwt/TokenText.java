package io.spiffeaws.jwt;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Recognizes texts that contain a token but are not one: a JSON answer, a header, the output of
/// `spire-agent api fetch jwt`.
public final class TokenText {
  /// The code of the problem that a text is not a token.
  public static final String MALFORMED = "malformed-token";

  /// The byte order marks of UTF-8 and UTF-16, one character per byte.
  private static final Pattern BYTE_ORDER_MARK =
      Pattern.compile("^(\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)(?s:.*)");

  private static final Pattern TOKEN = Pattern.compile("eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]*");
  private static final Pattern BEARER = Pattern.compile("(?is)(authorization:\\s*)?bearer\\s.*");
  private static final Pattern QUOTED = Pattern.compile("(?s)([\"']).*\\1");
  private static final Pattern SPIRE_AGENT = Pattern.compile("(?s)token\\(spiffe://[^)]*\\):\\s.*");
  private static final Pattern PEM =
      Pattern.compile("(?s).*?-----BEGIN ([A-Z0-9][A-Z0-9 ]{0,40})-----.*");
  private static final Pattern PLAIN_MEMBER = Pattern.compile("[A-Za-z_]\\w*");

  private TokenText() {}

  /// Checks that the text is not one of these.
  ///
  /// @param text the bytes as ISO 8859-1
  /// @param file the file name; `-` for standard input
  /// @throws ProblemException malformed, with the recognized form and a hint how to extract the
  ///   token; never with a value from the text
  public static void check(String text, String file) {
    var content = text.strip();
    if (BYTE_ORDER_MARK.matcher(text).matches()) {
      throw malformed(
          "it begins with a byte order mark", "save it as ASCII, or as UTF-8 without the mark");
    }
    if (BEARER.matcher(content).matches()) {
      throw malformed("it begins with \"Bearer\"", "remove \"Bearer\"; write only the token");
    }
    if (SPIRE_AGENT.matcher(content).matches()) {
      throw malformed(
          "it is the output of spire-agent api fetch jwt",
          "to fetch only the token, run: spiffe-aws jwt fetch");
    }
    var pem = PEM.matcher(content);
    if (pem.matches()) {
      throw malformed(
          "it is a PEM file of type " + pem.group(1),
          "specify a file that contains a JWT-SVID; to fetch one, run: spiffe-aws jwt fetch");
    }
    if (content.startsWith("{") || content.startsWith("[")) {
      throw json(content, file);
    }
    if (QUOTED.matcher(content).matches()) {
      throw malformed("it is enclosed in quotes", "write the token without the quotes");
    }
  }

  private static ProblemException json(String content, String file) {
    var path = path(content);
    if (path.isEmpty()) {
      return malformed("it is JSON without a token", "specify a file that contains only a token");
    }
    var filter = "jq -r " + TypedCommand.word(path.get());
    return malformed(
        "it is JSON, with the token in the member " + path.get(),
        file.equals("-")
            ? "pipe it through: " + filter
            : "to extract the token, run: " + filter + " " + TypedCommand.word(file));
  }

  private static Optional<String> path(String content) {
    try {
      return paths(JsonText.parse(content, "token"), "").findFirst();
    } catch (ProblemException cutShort) {
      return Optional.empty();
    }
  }

  /// Returns the paths of tokens as jq filters: `.token`, `.[0].svids[0].svid`.
  private static Stream<String> paths(Json json, String at) {
    return switch (json) {
      case Json.Str(var text) when TOKEN.matcher(text).matches() -> Stream.of(at);
      case Json.Obj(var members) ->
          members.entrySet().stream()
              .flatMap(member -> paths(member.getValue(), at + member(member.getKey())));
      case Json.Arr(var items) ->
          IntStream.range(0, items.size())
              .boxed()
              .flatMap(i -> paths(items.get(i), (at.isEmpty() ? "." : at) + "[" + i + "]"));
      default -> Stream.empty();
    };
  }

  private static String member(String name) {
    return PLAIN_MEMBER.matcher(name).matches()
        ? "." + name
        : "[" + JsonText.compact(Json.of(name)) + "]";
  }

  private static ProblemException malformed(String why, String hint) {
    return ProblemException.malformed(MALFORMED, "the token is not a JSON Web Token: " + why, hint);
  }
}
