package io.spiffeaws.image;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Compares keys of the image's resource table with compiled code. The table uses the `equals`
/// method of a record, which is interpreted in an image: a few service look-ups took a third of a
/// short command's time.
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

  /// Returns whether this image builder has such a table.
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
