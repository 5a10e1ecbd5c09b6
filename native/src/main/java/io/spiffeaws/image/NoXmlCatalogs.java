package io.spiffeaws.image;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import javax.xml.parsers.SAXParser;

/// The JDK's XML reader could look external entities up in catalogs (`javax.xml.catalog.files`),
/// and keeps a second parser with all of XML Schema in the image for it. AWS's answers have none.
@TargetClass(className = "javax.xml.catalog.CatalogImpl")
final class NoXmlCatalogs {
  private NoXmlCatalogs() {}

  @Substitute
  @SuppressWarnings("UnusedMethod") // the JDK calls it
  private SAXParser getParser() {
    throw new IllegalStateException("XML catalogs are not in this binary");
  }
}
