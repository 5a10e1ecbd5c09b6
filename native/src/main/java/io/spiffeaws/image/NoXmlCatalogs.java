package io.spiffeaws.image;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import javax.xml.parsers.SAXParser;

/// Excludes XML catalogs. The JDK's XML reader can resolve external entities in them
/// (`javax.xml.catalog.files`), which includes a second parser with all of XML Schema in the image.
/// AWS's responses have no external entities.
@TargetClass(className = "javax.xml.catalog.CatalogImpl")
final class NoXmlCatalogs {
  private NoXmlCatalogs() {}

  @Substitute
  @SuppressWarnings("UnusedMethod") // called by the JDK
  private SAXParser getParser() {
    throw new IllegalStateException("this binary does not support XML catalogs");
  }
}
