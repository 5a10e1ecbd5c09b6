package io.spiffeaws.image;

import static java.util.stream.Collectors.partitioningBy;

import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.graalvm.nativeimage.ImageSingletons;
import org.graalvm.nativeimage.hosted.Feature;
import org.jspecify.annotations.Nullable;

/// Lays the methods that short commands run side by side in the image's code. They are a ninth of
/// it; class by class, as the builder lays them, one is on nearly each page, and each page that is
/// touched costs time and memory. Which they are, `native/profile` writes down; a method that is
/// new or renamed since stands among the others.
///
/// The builder has a place for such an order but no option for it, so it is put there by
/// reflection. On a builder without that place the order stays its own.
final class SideBySideFeature implements Feature {
  private static final String LAYOUTER = "com.oracle.svm.hosted.code.CodeSectionLayouter";
  private static final String SINGLETONS =
      "com.oracle.svm.hosted.ImageSingletonsSupportImpl$HostedManagement";
  private static final String IMAGE = "com.oracle.svm.hosted.image.NativeImage";
  private static final String METHOD = "jdk.vm.ci.meta.ResolvedJavaMethod";

  @Override
  public void beforeCompilation(BeforeCompilationAccess access) {
    try {
      var place = Class.forName(LAYOUTER);
      if (ImageSingletons.contains(place)) {
        put(place, new Order(ImageSingletons.lookup(place)));
      }
    } catch (ReflectiveOperationException | InaccessibleObjectException anotherBuilder) {
      System.out.println("Methods stay in the builder's order: " + anotherBuilder);
    }
  }

  @SuppressWarnings("unchecked")
  private static void put(Class<?> place, InvocationHandler order)
      throws ReflectiveOperationException {
    var singletons = Class.forName(SINGLETONS);
    var objects = singletons.getDeclaredField("configObjects");
    objects.setAccessible(true);
    ((Map<Class<?>, Object>) objects.get(singletons.getMethod("get").invoke(null)))
        .put(place, Proxy.newProxyInstance(place.getClassLoader(), new Class<?>[] {place}, order));
  }

  /// The builder's own order, but for the methods that are written down, which come first.
  private static final class Order implements InvocationHandler {
    private final Object builders;
    private final Method symbol;
    private final Set<String> together = ProfiledNames.names("short-commands.txt");

    Order(Object builders) throws ReflectiveOperationException {
      this.builders = builders;
      symbol = Class.forName(IMAGE).getMethod("localSymbolNameForMethod", Class.forName(METHOD));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object[] arguments)
        throws ReflectiveOperationException {
      var answer = method.invoke(builders, arguments);
      return answer instanceof List<?> methods ? ordered(methods) : answer;
    }

    private List<?> ordered(List<?> methods) {
      var parts = methods.stream().collect(partitioningBy(this::isTogether));
      var first = Objects.requireNonNull(parts.get(true));
      System.out.println(first.size() + " methods of short commands stand side by side");
      return Stream.concat(first.stream(), Objects.requireNonNull(parts.get(false)).stream())
          .toList();
    }

    private boolean isTogether(Object method) {
      try {
        return together.contains(symbol.invoke(null, method));
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
