package io.spiffeaws.sts;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// An XML response of STS (AWS Query protocol). It stores the texts by the path of their elements,
/// without namespaces.
final class ExchangeAnswer {
  private static final int MAX_DEPTH = 32;

  private final Map<String, String> texts;

  private ExchangeAnswer(Map<String, String> texts) {
    this.texts = texts;
  }

  /// Parses a response. Text that is not XML, or is truncated, gives a response without texts.
  static ExchangeAnswer parse(String xml) {
    try {
      return new ExchangeAnswer(texts(reader(xml)));
    } catch (XMLStreamException | RuntimeException notXml) {
      return new ExchangeAnswer(Map.of());
    }
  }

  /// Returns the text of the first element at a path such as `ErrorResponse/Error/Code`, or empty
  /// if there is none.
  Optional<String> text(String path) {
    return Optional.ofNullable(texts.get(path)).filter(text -> !text.isEmpty());
  }

  /// Creates a reader without DTDs and external entities, so that it loads nothing else.
  private static XMLStreamReader reader(String xml) throws XMLStreamException {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory.createXMLStreamReader(new StringReader(xml.strip()));
  }

  private static Map<String, String> texts(XMLStreamReader reader) throws XMLStreamException {
    var found = new HashMap<String, String>();
    Deque<String> path = new ArrayDeque<>();
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          path.addLast(reader.getLocalName());
          if (path.size() > MAX_DEPTH) {
            throw new XMLStreamException("nested deeper than any response");
          }
        }
        case XMLStreamConstants.END_ELEMENT -> path.removeLast();
        case XMLStreamConstants.CHARACTERS ->
            found.putIfAbsent(String.join("/", path), reader.getText().strip());
        default -> {}
      }
    }
    return found;
  }
}
