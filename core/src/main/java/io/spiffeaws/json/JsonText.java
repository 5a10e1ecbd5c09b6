package io.spiffeaws.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.regex.Pattern;

/// Reads and prints [Json] (RFC 8259). Rejects an object with a duplicate member, since readers
/// differ in which of the two they use. Also rejects a string with an unpaired surrogate.
public final class JsonText {
  /// Far more levels than any document of SPIFFE, SPIRE or AWS has. What is compared or printed
  /// level by level then fits on a thread's stack.
  private static final int MAX_DEPTH = 100;

  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  /// How the parser quotes a token or the name of a member.
  private static final Pattern NAME =
      Pattern.compile("^(Unrecognized token|Duplicate [A-Za-z ]+?) ?(?:'.*?'(?=:|$)|\".*\"|'.*')");

  /// How the parser quotes a character: `('b' (code 98))`.
  private static final Pattern CHARACTER = Pattern.compile(" \\(?'.{1,2}' \\(code [^)]*\\)\\)?");

  private JsonText() {}

  /// Reads one JSON value. Ignores a byte order mark at the start, which some editors write (RFC
  /// 8259, section 8.1).
  ///
  /// @param what name of the text, for messages: `trust policy of role s3-app`
  /// @throws ProblemException malformed, with line and column, if the text is not exactly one JSON
  ///   value
  public static Json parse(String text, String what) {
    try (var parser = FACTORY.createParser(withoutMark(text))) {
      if (parser.nextToken() == null) {
        throw malformed(what, "it is empty");
      }
      var value = value(parser);
      if (parser.nextToken() != null) {
        var at = parser.currentTokenLocation();
        throw malformed(
            what,
            at(at.getLineNr(), at.getColumnNr()) + "unexpected text after the end of the value");
      }
      return value;
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw malformed(what, (at == null ? "" : at(at.getLineNr(), at.getColumnNr())) + words(e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String withoutMark(String text) {
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  /// On one line, without spaces.
  public static String compact(Json value) {
    return print(value, false);
  }

  /// On several lines, indented by two spaces, without a newline at the end.
  public static String pretty(Json value) {
    return print(value, true);
  }

  static Json value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        var members = new LinkedHashMap<String, Json>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          var name = paired(parser.currentName(), parser);
          parser.nextToken();
          members.put(name, value(parser));
        }
        yield new Json.Obj(members);
      }
      case START_ARRAY -> {
        var items = new ArrayList<Json>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(parser));
        }
        yield new Json.Arr(items);
      }
      case VALUE_STRING -> new Json.Str(paired(parser.getText(), parser));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(parser.getText());
      case VALUE_TRUE -> new Json.Bool(true);
      case VALUE_FALSE -> new Json.Bool(false);
      case VALUE_NULL -> new Json.Null();
      default -> throw new IllegalStateException("unexpected token " + parser.currentToken());
    };
  }

  /// Requires that no surrogate is unpaired: UTF-8 cannot represent it, so another character would
  /// be written (RFC 8259, section 8.2).
  private static String paired(String text, JsonParser parser) throws JsonParseException {
    for (var at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      var c = text.codePointAt(at);
      if (Character.getType(c) == Character.SURROGATE) {
        throw new JsonParseException(
            parser,
            "a string has the unpaired surrogate U+%04X".formatted(c),
            parser.currentTokenLocation());
      }
    }
    return text;
  }

  private static String print(Json value, boolean pretty) {
    var text = new StringWriter();
    try (var generator = FACTORY.createGenerator(text)) {
      if (pretty) {
        generator.setPrettyPrinter(printer());
      }
      write(value, generator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return JsonEscapes.escaped(text.toString());
  }

  private static DefaultPrettyPrinter printer() {
    var separators =
        Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");
    var printer = new DefaultPrettyPrinter(separators);
    var newline = new DefaultIndenter("  ", "\n");
    printer.indentArraysWith(newline);
    printer.indentObjectsWith(newline);
    return printer;
  }

  private static void write(Json value, JsonGenerator generator) throws IOException {
    switch (value) {
      case Json.Obj(var members) -> {
        generator.writeStartObject();
        for (var member : members.entrySet()) {
          generator.writeFieldName(member.getKey());
          write(member.getValue(), generator);
        }
        generator.writeEndObject();
      }
      case Json.Arr(var items) -> {
        generator.writeStartArray();
        for (var item : items) {
          write(item, generator);
        }
        generator.writeEndArray();
      }
      case Json.Str(var string) -> generator.writeString(string);
      case Json.Num(var digits) -> generator.writeNumber(digits);
      case Json.Bool(var bool) -> generator.writeBoolean(bool);
      case Json.Null() -> generator.writeNull();
    }
  }

  private static String at(int line, int column) {
    return "line " + line + ", column " + column + ": ";
  }

  /// The cause of the failure, without the parser's description of its source, and without any part
  /// of the text: the user may not be permitted to read the file.
  static String words(JsonProcessingException e) {
    if (e instanceof StreamConstraintsException
        && e.getOriginalMessage().contains("nesting depth")) {
      return "it has more than %d levels".formatted(MAX_DEPTH);
    }
    var line = e.getOriginalMessage().lines().findFirst().orElse("it is not JSON");
    var source = line.indexOf("[Source:");
    var aside = source < 0 ? -1 : line.lastIndexOf(" (", source);
    return CHARACTER
        .matcher(NAME.matcher(aside < 0 ? line : line.substring(0, aside)).replaceFirst("$1"))
        .replaceFirst("");
  }

  private static ProblemException malformed(String what, String why) {
    return ProblemException.malformed("malformed-json", what + " is not JSON: " + why, "");
  }
}
