package io.spiffeaws.fuzz;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import java.util.List;
import java.util.SplittableRandom;

/// Makes inputs of samples: the same seed, the same inputs. Not thread-safe.
final class Mutation {
  private static final int MOST_EDITS = 4;
  private static final List<String> PIECES =
      List.of(
          "null",
          "true",
          "-1",
          "0",
          "1e999",
          "9".repeat(30),
          "9".repeat(1100),
          "{}",
          "[]",
          "\"\"",
          "[".repeat(3000),
          "{\"a\":".repeat(1500),
          "(".repeat(2000),
          "\\u0000",
          "\\ud800",
          "\\u200b",
          "%00",
          "%zz",
          "${",
          "$${x}",
          "*a",
          "&a",
          "!!",
          "---\n",
          "\r\n",
          "<a>".repeat(500),
          "<!DOCTYPE a [<!ENTITY b \"c\">]>",
          "&#0;",
          "-----BEGIN CERTIFICATE-----",
          "spiffe://",
          "arn:",
          "..",
          "../",
          "/",
          "://",
          ":0",
          ":65536",
          "[::1%lo]",
          "A".repeat(3000));
  private static final char[] CHARACTERS = {
    0, 1, '\t', '\n', '\r', ' ', '"', '\'', '\\', '/', ':', ',', '.', '{', '}', '[', ']', '<', '>',
    '&', '%', '$', '#', '-', '+', '=', '*', '0', '9', 'e', 'a', 'Z', 0x7f, 0x85, 0xa0, 0xad, 0xff,
    0x200b, 0x202e, 0x2028, 0xd800, 0xdfff, 0xe000, 0xfeff, 0xfffd, 0xfffe, 0xffff
  };

  private final SplittableRandom random;

  Mutation(long seed) {
    this.random = new SplittableRandom(seed);
  }

  String of(Target target) {
    var text = pick(target.samples());
    if (target.form() == Target.Form.JSON && random.nextInt(3) > 0) {
      text = values(text);
      if (random.nextInt(2) > 0) {
        return text;
      }
    }
    var edits = random.nextInt(MOST_EDITS) + 1;
    for (var i = 0; i < edits; i++) {
      text = edited(text, target);
    }
    return text;
  }

  private String edited(String text, Target target) {
    var at = random.nextInt(text.length() + 1);
    var to = at + random.nextInt(Math.min(text.length() - at, 1 + random.nextInt(32)) + 1);
    return switch (random.nextInt(8)) {
      case 0 -> text.substring(0, at);
      case 1 -> text.substring(0, at) + text.substring(to);
      case 2 -> text.substring(0, at) + text.substring(at, to).repeat(2) + text.substring(to);
      case 3 ->
          text.substring(0, at) + pick(PIECES) + text.substring(random.nextBoolean() ? at : to);
      case 4 -> text.substring(0, at) + pick(target.samples()).substring(0, 1) + text.substring(at);
      case 5 -> flipped(text, at, target);
      default -> text.substring(0, at) + character(target) + text.substring(at);
    };
  }

  private String flipped(String text, int at, Target target) {
    if (at >= text.length()) {
      return text + character(target);
    }
    var bit = 1 << random.nextInt(target.form() == Target.Form.BYTES ? 8 : 16);
    return text.substring(0, at) + (char) (text.charAt(at) ^ bit) + text.substring(at + 1);
  }

  private char character(Target target) {
    return target.form() == Target.Form.BYTES
        ? (char) random.nextInt(256)
        : CHARACTERS[random.nextInt(CHARACTERS.length)];
  }

  /// With one value replaced, or a member named twice.
  private String values(String text) {
    var document = JsonText.parse(text, "the sample");
    var count = count(document);
    var place = new int[] {random.nextInt(count)};
    var out = new StringBuilder();
    write(document, place, out);
    return out.toString();
  }

  private static int count(Json value) {
    return 1
        + switch (value) {
          case Json.Obj(var members) -> members.values().stream().mapToInt(Mutation::count).sum();
          case Json.Arr(var items) -> items.stream().mapToInt(Mutation::count).sum();
          default -> 0;
        };
  }

  private void write(Json value, int[] place, StringBuilder out) {
    if (place[0]-- == 0) {
      out.append(replacement(value));
      return;
    }
    switch (value) {
      case Json.Obj(var members) -> {
        out.append('{');
        for (var member : members.entrySet()) {
          out.append(out.charAt(out.length() - 1) == '{' ? "" : ",");
          out.append(JsonText.compact(Json.of(member.getKey()))).append(':');
          write(member.getValue(), place, out);
        }
        out.append('}');
      }
      case Json.Arr(var items) -> {
        out.append('[');
        for (var item : items) {
          out.append(out.charAt(out.length() - 1) == '[' ? "" : ",");
          write(item, place, out);
        }
        out.append(']');
      }
      default -> out.append(JsonText.compact(value));
    }
  }

  private String replacement(Json value) {
    var text = JsonText.compact(value);
    return switch (random.nextInt(16)) {
      case 0, 1 -> "null";
      case 2 -> "true";
      case 3 -> Long.toString(random.nextLong());
      case 4 -> "1" + "0".repeat(random.nextInt(40));
      case 5 -> "-1e" + random.nextInt(1, 2000);
      case 6 -> "[]";
      case 7 -> "{}";
      case 8 -> "\"\"";
      case 9 -> "[".repeat(800) + text + "]".repeat(800);
      case 10 -> "{\"a\":".repeat(800) + text + "}".repeat(800);
      case 11 -> "{\"a\":" + text + ",\"a\":" + text + "}";
      case 12 -> "[" + text + ",null," + text + "]";
      case 13 ->
          "\"\\u" + "%04x".formatted((int) CHARACTERS[random.nextInt(CHARACTERS.length)]) + "\"";
      case 14 -> withinString(text);
      default -> "\"" + "a".repeat(random.nextInt(1, 5000)) + "\"";
    };
  }

  private String withinString(String text) {
    return text.startsWith("\"")
        ? text.substring(0, text.length() - 1)
            + "\\u%04x\"".formatted((int) CHARACTERS[random.nextInt(CHARACTERS.length)])
        : "\"" + text.replace("\"", "") + "\"";
  }

  private <T> T pick(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }
}
