package io.spiffeaws.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.spiffeaws.file.FileFailure;
import io.spiffeaws.problem.ProblemException;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;

/// Reads the items of one array in an object one by one. A document of any length needs only the
/// memory of one item.
public final class JsonItems {
  /// Receives the items.
  public interface Each {
    /// Receives an item.
    ///
    /// @param line where the item begins, from 1
    void item(Json item, int line);
  }

  /// Separates the name of the document and the reason in the message of a malformed document.
  public static final String UNUSABLE = " cannot be used: ";

  private final String what;
  private final String member;

  /// @param what name of the document, for messages: `entries.json`
  /// @param member the name of the array's member; all other members are skipped
  public JsonItems(String what, String member) {
    this.what = what;
    this.member = member;
  }

  /// Reads the document to its end. The stream is not closed.
  ///
  /// @throws ProblemException malformed, if it is not one JSON object with that array; unexpected,
  ///   if it cannot be read. The items before the error have been passed on already
  public void read(InputStream in, Each each) {
    try (var parser = JsonText.FACTORY.createParser(in)) {
      parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
      object(parser, each);
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      var line = at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
      throw malformed(line + JsonText.words(e));
    } catch (CharConversionException e) {
      throw malformed("it is not UTF-8");
    } catch (IOException e) {
      throw ProblemException.unexpected(
          "cannot-read", "cannot read " + what + ": " + FileFailure.readReason(e), "");
    }
  }

  private void object(JsonParser parser, Each each) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw malformed("it is not an object");
    }
    var found = false;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = parser.currentName();
      parser.nextToken();
      if (name.equals(member)) {
        found = true;
        items(parser, each);
      } else {
        parser.skipChildren();
      }
    }
    if (!found) {
      throw malformed("it has no member \"" + member + "\"");
    }
    if (parser.nextToken() != null) {
      throw malformed("unexpected text after the end of the object");
    }
  }

  private void items(JsonParser parser, Each each) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw malformed("the member \"" + member + "\" is not an array");
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      var line = parser.currentTokenLocation().getLineNr();
      each.item(JsonText.value(parser), line);
    }
  }

  private ProblemException malformed(String why) {
    return ProblemException.malformed("malformed-json", what + UNUSABLE + why, "");
  }
}
