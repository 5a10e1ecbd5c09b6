package io.spiffeaws.spire;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonItems;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.function.Consumer;

/// A document of entries, `{"entries":[…]}`, as `spire-server entry create -data` reads it. What
/// `spire-server entry show -output json` prints is read too. It is read piece by piece, as often
/// as it is opened.
///
/// @param name what it is called in messages
/// @param content opens it from its beginning
public record EntriesFile(String name, Content content) {
  /// Opens a document from its beginning.
  public interface Content {
    InputStream open() throws IOException;
  }

  /// Gives each entry to the consumer.
  ///
  /// @throws ProblemException malformed, naming entry and line, where the document breaks a rule;
  ///   unexpected, where it cannot be read
  public void forEach(Consumer<RegistrationEntry> each) {
    var count = new int[1];
    try (var in = content.open()) {
      new JsonItems(name, "entries")
          .read(in, (item, line) -> each.accept(entry(item, ++count[0], line)));
    } catch (IOException e) {
      throw ProblemException.unexpected(
          "cannot-read",
          "cannot read " + name + ": " + e.getMessage(),
          "name a file that can be read, or - for standard input");
    }
  }

  /// The document of those entries: an entry on each line.
  public static String print(Collection<RegistrationEntry> entries) {
    var text = new StringBuilder("{\"entries\":[");
    var separator = "\n";
    for (var entry : entries) {
      text.append(separator).append(JsonText.compact(EntryJson.write(entry)));
      separator = ",\n";
    }
    return text.append("\n]}\n").toString();
  }

  private RegistrationEntry entry(Json item, int number, int line) {
    try {
      var entry = EntryJson.read(item, true);
      EntryRules.check(entry);
      return entry;
    } catch (ProblemException e) {
      throw ProblemException.malformed(
          "malformed-entries",
          name + ", entry " + number + " on line " + line + ": " + e.problem().message(),
          e.problem().hint());
    }
  }
}
