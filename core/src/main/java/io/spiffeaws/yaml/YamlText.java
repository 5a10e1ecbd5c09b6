package io.spiffeaws.yaml;

import io.spiffeaws.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;

/// Reads YAML with snakeyaml-engine's parser. The tree is built here, in order to reject recursive
/// aliases, deep nesting and duplicate names. Not thread-safe.
public final class YamlText {
  /// A chain of 10,000 workloads, each written in full, has some 5 million characters.
  private static final int MAX_CHARACTERS = 64 << 20;

  private static final int MAX_DEPTH = 40;
  private static final int MAX_NODES = 5_000_000;

  private final Position start;
  private final Map<Anchor, Anchored> anchors = new HashMap<>();
  private final Iterator<Event> events;
  private int nodes;

  /// A node with an anchor.
  ///
  /// @param nodes the number of nodes below it, including itself
  private record Anchored(YamlNode node, int nodes) {}

  private YamlText(Position start, Iterator<Event> events) {
    this.start = start;
    this.events = events;
  }

  /// Reads a text with at most one document.
  ///
  /// @param file name of the file, for messages
  /// @param code the problem code of errors in it
  /// @return the document; a null scalar if there is none
  /// @throws ProblemException malformed, with line and column, also if there are several documents
  public static YamlNode document(String file, String code, String text) {
    var documents = documents(file, code, text);
    if (documents.size() > 1) {
      throw documents.get(1).at().expected("the end of the file", "another document");
    }
    return documents.isEmpty()
        ? new YamlNode.Scalar(new Position(file, code, 1, 1), "", YamlNode.Form.PLAIN)
        : documents.getFirst();
  }

  /// Reads all documents of a text.
  ///
  /// @param file name of the file, for messages
  /// @param code the problem code of errors in it
  /// @return the documents that are not empty
  /// @throws ProblemException malformed, with line and column
  public static List<YamlNode> documents(String file, String code, String text) {
    var start = new Position(file, code, 1, 1);
    var settings = LoadSettings.builder().setLabel(file).setCodePointLimit(MAX_CHARACTERS).build();
    try {
      return new YamlText(start, new Parse(settings).parseString(text).iterator()).stream();
    } catch (MarkedYamlEngineException e) {
      var at = e.getProblemMark().map(mark -> position(start, mark)).orElse(start);
      var error = YamlSyntaxError.of(e, mark -> position(start, mark).toString());
      var words = error.words().isEmpty() ? "" : ": " + error.words();
      throw at.fault("not valid YAML" + words, error.hint());
    } catch (ReaderException e) {
      throw start.fault("not valid YAML: the character U+%04X".formatted(e.getCodePoint()), "");
    } catch (ProblemException e) {
      throw e;
    } catch (RuntimeException e) {
      // its own exceptions, and those that it does not declare
      throw start.fault("not valid YAML", "");
    }
  }

  private List<YamlNode> stream() {
    var documents = new ArrayList<YamlNode>();
    while (events.hasNext()) {
      var event = events.next();
      switch (event.getEventId()) {
        case StreamStart, StreamEnd, DocumentStart, DocumentEnd -> {}
        default -> {
          anchors.clear();
          documents.add(node(event, 0));
        }
      }
    }
    documents.removeIf(node -> node instanceof YamlNode.Scalar scalar && scalar.nothing());
    return documents;
  }

  private YamlNode node(Event event, int depth) {
    var at = position(event, event);
    if (depth > MAX_DEPTH) {
      throw at.expected("fewer than " + MAX_DEPTH + " levels", "more");
    }
    var before = nodes;
    count(1, at);
    return switch (event) {
      case ScalarEvent scalar ->
          kept(
              scalar.getAnchor(), before, new YamlNode.Scalar(at, scalar.getValue(), form(scalar)));
      case SequenceStartEvent sequence -> kept(sequence.getAnchor(), before, items(at, depth));
      case MappingStartEvent mapping -> kept(mapping.getAnchor(), before, members(at, depth));
      case AliasEvent alias -> aliased(alias, at);
      default -> throw at.fault("not valid YAML", "");
    };
  }

  private YamlNode kept(Optional<Anchor> anchor, int before, YamlNode node) {
    anchor.ifPresent(name -> anchors.put(name, new Anchored(node, nodes - before)));
    return node;
  }

  /// Resolves an alias. Nested aliases can expand to more than fits into memory, so their nodes are
  /// counted.
  private YamlNode aliased(AliasEvent alias, Position at) {
    var anchored = anchors.get(alias.getAlias());
    if (anchored == null) {
      throw at.expected(
          "an anchor that is defined above",
          YamlNode.Scalar.quoted("*" + alias.getAlias().getValue()));
    }
    count(anchored.nodes(), at);
    return anchored.node();
  }

  private void count(int more, Position at) {
    nodes += more;
    if (nodes > MAX_NODES) {
      throw at.expected("at most " + MAX_NODES + " values", "more");
    }
  }

  private YamlNode items(Position at, int depth) {
    var items = new ArrayList<YamlNode>();
    for (var event = events.next();
        event.getEventId() != Event.ID.SequenceEnd;
        event = events.next()) {
      items.add(node(event, depth + 1));
    }
    return new YamlNode.Sequence(at, items);
  }

  private YamlNode members(Position at, int depth) {
    var members = new ArrayList<YamlNode.Member>();
    var names = new HashSet<String>();
    for (var event = events.next();
        event.getEventId() != Event.ID.MappingEnd;
        event = events.next()) {
      if (!(node(event, depth + 1) instanceof YamlNode.Scalar name)) {
        throw position(event, event).expected("a name", "a list or a mapping");
      }
      if (!names.add(name.text())) {
        throw name.at().fault(YamlNode.Scalar.quoted(name.text()) + " occurs twice", "");
      }
      members.add(new YamlNode.Member(name, node(events.next(), depth + 1)));
    }
    return new YamlNode.Mapping(at, members);
  }

  private Position position(Event event, Event otherwise) {
    return event
        .getStartMark()
        .or(otherwise::getStartMark)
        .map(mark -> position(start, mark))
        .orElse(start);
  }

  private static Position position(Position start, Mark mark) {
    return new Position(start.file(), start.code(), mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static YamlNode.Form form(ScalarEvent scalar) {
    return switch (scalar.getScalarStyle()) {
      case PLAIN -> YamlNode.Form.PLAIN;
      case LITERAL, FOLDED -> YamlNode.Form.BLOCK;
      default -> YamlNode.Form.QUOTED;
    };
  }
}
