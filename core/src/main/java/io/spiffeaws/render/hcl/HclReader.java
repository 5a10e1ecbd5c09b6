package io.spiffeaws.render.hcl;

import io.spiffeaws.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;

/// Reads HCL 1 (hashicorp/hcl, version 1, hcl/parser). It is more lenient than SPIRE, which may
/// reject what it accepts. Not thread-safe.
public final class HclReader {
  private static final int MAX_DEPTH = 40;

  private final String file;
  private final List<HclToken> tokens;
  private int at;

  private HclReader(String file, List<HclToken> tokens) {
    this.file = file;
    this.tokens = tokens;
  }

  /// Reads a text.
  ///
  /// @param file name of the file, for messages
  /// @param firstLine the line of that file at which the text begins, from 1
  /// @throws ProblemException malformed, with the line
  public static HclNode.Body read(String file, String text, int firstLine) {
    var reader = new HclReader(file, HclTokens.of(file, text, firstLine));
    var members = reader.members(0);
    if (reader.peek().kind() != HclToken.Kind.END) {
      throw reader.expected("a setting");
    }
    return new HclNode.Body(firstLine, members);
  }

  private List<HclNode.Member> members(int depth) {
    var members = new ArrayList<HclNode.Member>();
    while (peek().isText() || peek().is(',')) {
      if (peek().is(',')) {
        at++;
      } else {
        members.add(member(depth));
      }
    }
    return members;
  }

  private HclNode.Member member(int depth) {
    var line = peek().line();
    var keys = new ArrayList<String>();
    while (peek().isText()) {
      keys.add(tokens.get(at++).text());
    }
    if (peek().is('=')) {
      at++;
    } else if (!peek().is('{')) {
      throw expected("= or { after " + keys.getLast());
    }
    return new HclNode.Member(line, keys, value(depth + 1));
  }

  private HclNode value(int depth) {
    if (depth > MAX_DEPTH) {
      throw expected("fewer than " + MAX_DEPTH + " levels");
    }
    var token = tokens.get(at);
    if (token.isText()) {
      at++;
      return new HclNode.Text(token.line(), token.text());
    }
    if (token.is('{')) {
      at++;
      var members = members(depth);
      close('}');
      return new HclNode.Body(token.line(), members);
    }
    if (token.is('[')) {
      at++;
      var items = items(depth);
      close(']');
      return new HclNode.Items(token.line(), items);
    }
    throw expected("a value");
  }

  private List<HclNode> items(int depth) {
    var items = new ArrayList<HclNode>();
    while (!peek().is(']') && peek().kind() != HclToken.Kind.END) {
      if (peek().is(',')) {
        at++;
      } else {
        items.add(value(depth + 1));
      }
    }
    return items;
  }

  private void close(char sign) {
    if (!peek().is(sign)) {
      throw expected(String.valueOf(sign));
    }
    at++;
  }

  private HclToken peek() {
    return tokens.get(at);
  }

  private ProblemException expected(String what) {
    return HclTokens.expected(file, peek().line(), what, peek().found());
  }
}
