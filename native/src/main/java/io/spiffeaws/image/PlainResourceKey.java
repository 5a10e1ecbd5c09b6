package io.spiffeaws.image;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The image's table of resources compares keys by a record's own `equals`, which is interpreted in
/// an image: a third of a short command's time went into a few look-ups of services. The same,
/// compiled.
@TargetClass(
    className = "com.oracle.svm.core.jdk.Resources",
    innerClass = "ModuleInstanceResourceKey",
    onlyWith = PlainResourceKey.Known.class)
final class PlainResourceKey {
  @Alias private @Nullable Module module;
  @Alias private String resource;

  private PlainResourceKey(String resource) {
    this.resource = resource;
  }

  @Alias
  @Override
  public native int hashCode();

  @Substitute
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PlainResourceKey key
        && module == key.module
        && resource.equals(key.resource);
  }

  /// Whether this image builder has such a table.
  static final class Known implements BooleanSupplier {
    @Override
    public boolean getAsBoolean() {
      try {
        Class.forName("com.oracle.svm.core.jdk.Resources$ModuleInstanceResourceKey");
        return true;
      } catch (ClassNotFoundException e) {
        return false;
      }
    }
  }
}
