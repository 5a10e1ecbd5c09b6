package io.spiffeaws.sandbox.aws.s3;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// An XML document in the form that S3 reads: the root contains texts and items, and an item
/// contains texts. DTDs are rejected, so entities are never resolved.
///
/// @param texts child elements of the root
/// @param items child elements of each item
record XmlList(Map<String, String> texts, List<Map<String, String>> items) {
  private static final int MOST_ITEMS = 10_000;

  /// Parses a document.
  ///
  /// @throws AwsError MalformedXML if the document has another form
  static XmlList read(String document, String root, String item) {
    var factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      var reader = factory.createXMLStreamReader(new StringReader(document));
      reader.nextTag();
      reader.require(XMLStreamConstants.START_ELEMENT, null, root);
      return content(reader, item);
    } catch (XMLStreamException e) {
      throw S3Errors.malformedXml();
    }
  }

  private static XmlList content(XMLStreamReader reader, String item) throws XMLStreamException {
    var texts = new HashMap<String, String>();
    var items = new ArrayList<Map<String, String>>();
    while (reader.nextTag() == XMLStreamConstants.START_ELEMENT) {
      var name = reader.getLocalName();
      if (name.equals(item)) {
        items.add(children(reader));
      } else {
        texts.put(name, reader.getElementText());
      }
      if (items.size() > MOST_ITEMS) {
        throw S3Errors.malformedXml();
      }
    }
    return new XmlList(texts, items);
  }

  private static Map<String, String> children(XMLStreamReader reader) throws XMLStreamException {
    var children = new HashMap<String, String>();
    while (reader.nextTag() == XMLStreamConstants.START_ELEMENT) {
      children.put(reader.getLocalName(), reader.getElementText());
    }
    return children;
  }
}
