import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Converts classes in the format of Java 5 and older to that of Java 8: the same code, with the
/// stack maps that the newer verifier requires. An AOT cache supports neither older classes nor
/// classes that refer to them, and picocli, which every command uses, is compiled for Java 5.
final class ModernClasses {
  private static final int OLDEST_THAT_IS_CACHED = ClassFile.JAVA_6_VERSION;

  private final ClassFile classes;

  private ModernClasses(ClassLoader libraries) {
    var hierarchy =
        ClassHierarchyResolver.ofResourceParsing(libraries)
            .orElse(ClassHierarchyResolver.defaultResolver())
            .cached();
    classes =
        ClassFile.of(
            StackMapsOption.GENERATE_STACK_MAPS, ClassHierarchyResolverOption.of(hierarchy));
  }

  /// Converts the classes of all jars.
  ///
  /// @param jars the complete class path, because a stack map contains the common type of two
  ///   values
  static void rewrite(List<Path> jars) throws IOException {
    var urls = new URL[jars.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = jars.get(i).toUri().toURL();
    }
    try (var libraries = new URLClassLoader(urls)) {
      for (var jar : jars) {
        new ModernClasses(libraries).rewrite(jar);
      }
    }
  }

  private void rewrite(Path jar) throws IOException {
    try (var files =
            FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), java.util.Map.of());
        var all = Files.walk(files.getPath("/"))) {
      for (var file : all.filter(f -> f.toString().endsWith(".class")).toList()) {
        var bytes = Files.readAllBytes(file);
        if (version(bytes) < OLDEST_THAT_IS_CACHED) {
          Files.write(file, modern(bytes));
        }
      }
    }
  }

  private static int version(byte[] bytes) {
    return (bytes[6] & 0xff) << 8 | bytes[7] & 0xff;
  }

  private byte[] modern(byte[] bytes) {
    var version = ClassFileVersion.of(ClassFile.JAVA_8_VERSION, 0);
    ClassTransform raise =
        (to, element) -> to.with(element instanceof ClassFileVersion ? version : element);
    // rebuild each body; an unchanged one would be copied without stack maps
    return classes.transformClass(
        classes.parse(bytes),
        ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL).andThen(raise));
  }
}
