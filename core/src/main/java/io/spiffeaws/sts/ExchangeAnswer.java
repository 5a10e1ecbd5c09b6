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

/// The XML that STS answers with (AWS Query protocol), as far as it is asked for: texts by the path
/// of their elements, less namespaces.
final class ExchangeAnswer {
  private static final int DEEPEST = 32;

  private final Map<String, String> texts;

  private ExchangeAnswer(Map<String, String> texts) {
    this.texts = texts;
  }

  /// Reads an answer; what is not XML, or breaks off, has no texts.
  static ExchangeAnswer parse(String xml) {
    try {
      return new ExchangeAnswer(texts(reader(xml)));
    } catch (XMLStreamException | RuntimeException notXml) {
      return new ExchangeAnswer(Map.of());
    }
  }

  /// The text of the first element at that path, `ErrorResponse/Error/Code`; empty where there is
  /// none.
  Optional<String> text(String path) {
    return Optional.ofNullable(texts.get(path)).filter(text -> !text.isEmpty());
  }

  /// Without document types, so that nothing outside the text is looked for.
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
          if (path.size() > DEEPEST) {
            throw new XMLStreamException("deeper than any answer");
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
