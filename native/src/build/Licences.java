import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/// Collects the licence texts of all components in the image, each text once, and writes a list of
/// the licences of each component. The text of a library comes from its jar; if the jar has none,
/// from the file with its name in our directory of texts; or from the Apache licence, if the bill
/// of materials specifies that licence.
///
/// Arguments: the bill of materials (CycloneDX, XML), the directory of the jars, the directory of
/// our texts, the file of the Apache licence, the directory of the Java runtime's notices, and the
/// output directory. Exits with 1 if a library has no licence text.
class Licences {
  private static final Pattern TEXT =
      Pattern.compile("(META-INF/)?(license/)?(LICENSE|NOTICE|COPYING)[^/]*(?<!\\.class)");
  private static final String APACHE = "Apache-2.0";

  private final Path jars;
  private final Path own;
  private final Path apache;
  private final Path out;
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, String> list = new TreeMap<>();
  private final List<String> without = new ArrayList<>();

  Licences(Path jars, Path own, Path apache, Path out) {
    this.jars = jars;
    this.own = own;
    this.apache = apache;
    this.out = out;
  }

  public static void main(String[] args) throws Exception {
    var paths = List.of(args).stream().map(Path::of).toList();
    var licences = new Licences(paths.get(1), paths.get(2), paths.get(3), paths.get(5));
    licences.clear();
    licences.keep(APACHE + ".txt", Files.readString(licences.apache));
    licences.libraries(paths.get(0));
    licences.runtime(paths.get(4));
    licences.write();
  }

  private void clear() throws IOException {
    Files.createDirectories(out);
    try (var files = Files.newDirectoryStream(out)) {
      for (var file : files) {
        Files.delete(file);
      }
    }
  }

  private void libraries(Path bill) throws Exception {
    var document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(bill.toFile());
    var components = document.getElementsByTagName("component");
    for (var i = 0; i < components.getLength(); i++) {
      var component = (Element) components.item(i);
      if (component.getParentNode().getParentNode() == document.getDocumentElement()) {
        library(component);
      }
    }
  }

  private void library(Element component) throws IOException {
    var group = text(component, "group");
    var name = text(component, "name");
    var version = text(component, "version");
    var licence = licence(component);
    if (group.equals("io.spiffeaws")) {
      return;
    }
    var texts = inJar(name, version);
    if (texts.isEmpty() && Files.exists(own.resolve(name + ".txt"))) {
      texts.add(keep(name + ".txt", Files.readString(own.resolve(name + ".txt"))));
    }
    if (texts.isEmpty() && licence.equals(APACHE)) {
      texts.add(APACHE + ".txt");
    }
    if (texts.isEmpty()) {
      without.add(name + " " + version + " (" + licence + ")");
    }
    list.put(
        group + ":" + name,
        "%s:%s %s: %s".formatted(group, name, version, String.join(", ", texts)));
  }

  private List<String> inJar(String name, String version) throws IOException {
    var texts = new ArrayList<String>();
    try (var jar = new ZipFile(jars.resolve(name + "-" + version + ".jar").toFile())) {
      for (var entry : jar.stream().sorted((a, b) -> a.getName().compareTo(b.getName())).toList()) {
        if (TEXT.matcher(entry.getName()).matches()) {
          texts.add(keep(named(name, entry), new String(jar.getInputStream(entry).readAllBytes())));
        }
      }
    }
    return texts;
  }

  private static String named(String library, ZipEntry entry) {
    var file = Path.of(entry.getName()).getFileName().toString().replaceFirst("\\.(txt|md)$", "");
    return library + "-" + file + ".txt";
  }

  /// Adds the licences of the Java runtime and native-image: GPL 2 with the Classpath Exception,
  /// and the notices of their dependencies.
  private void runtime(Path notices) throws IOException {
    for (var module : List.of("java.base", "java.xml")) {
      var texts = new ArrayList<String>();
      try (var files = Files.list(notices.resolve(module))) {
        for (var file : files.sorted().toList()) {
          texts.add(keep("openjdk-" + file.getFileName() + suffix(file), Files.readString(file)));
        }
      }
      list.put("openjdk " + module, "openjdk %s: %s".formatted(module, String.join(", ", texts)));
    }
  }

  private static String suffix(Path file) {
    return file.toString().endsWith(".md") ? "" : ".txt";
  }

  /// Stores a text.
  ///
  /// @return the name of the file that contains the text
  private String keep(String name, String text) throws IOException {
    var kept = names.putIfAbsent(text, name);
    if (kept == null) {
      Files.writeString(out.resolve(name), text);
      return name;
    }
    return kept;
  }

  private void write() throws IOException {
    if (!without.isEmpty()) {
      System.err.println("no licence text for: " + String.join(", ", without));
      System.err.println("add it to " + own + " as NAME.txt");
      System.exit(1);
    }
    Files.write(out.resolve("THIRD-PARTY.txt"), list.values());
  }

  /// Returns the licence's SPDX identifier, or its name if the component has no identifier.
  private static String licence(Element component) {
    for (var name : List.of("id", "name")) {
      var licences = component.getElementsByTagName("license");
      if (licences.getLength() > 0
          && ((Element) licences.item(0)).getElementsByTagName(name).getLength() > 0) {
        return text((Element) licences.item(0), name);
      }
    }
    return "not specified";
  }

  private static String text(Element element, String name) {
    return element.getElementsByTagName(name).item(0).getTextContent();
  }
}
