package io.spiffeaws.image;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Computes a key of an object in the image's heap from its type and contents, three levels deep,
/// so that the object can be identified in another build. Objects with equal contents have the same
/// key. Not thread-safe.
final class ObjectKey {
  private static final int DEPTH = 3;
  private static final int LONG = 256;

  /// Parts of names that differ between builds: the address in the name of a hidden class, and the
  /// number in that of a proxy class.
  private static final Pattern PASSING = Pattern.compile("/0x[0-9a-f]+|(?<=roxy)[0-9]+");

  /// Names of the builder's own types. Their objects contain numbers that differ between builds,
  /// and references to other such objects.
  private static final Pattern BUILDERS =
      Pattern.compile("com\\.oracle\\.|jdk\\.(graal|vm\\.ci)\\.|org\\.graalvm\\.|.*/0x");

  /// Fields that differ between builds if a map's keys are hashed by identity or with a random seed
  /// of the JVM: the hash itself, and references to adjacent entries.
  private static final Set<String> BY_HASH = Set.of("hash", "next", "before", "after");

  private final Method object;
  private final Method type;
  private final Method size;
  private final Method offset;
  private final Object memory;
  private final Method fieldOffset;
  private final Method reference;
  private final Method octet;
  private final Map<Class<?>, List<Slot>> slots = new HashMap<>();

  private record Slot(long offset, boolean primitive, int bytes) {}

  /// @param heapObject `ImageHeapObject`
  ObjectKey(Class<?> heapObject) throws ReflectiveOperationException {
    object = heapObject.getMethod("getObject");
    type = heapObject.getMethod("getObjectClass");
    size = heapObject.getMethod("getSize");
    offset = heapObject.getMethod("getOffset");
    var unsafe = Class.forName("jdk.internal.misc.Unsafe");
    memory = unsafe.getMethod("getUnsafe").invoke(null);
    fieldOffset = unsafe.getMethod("objectFieldOffset", Field.class);
    reference = unsafe.getMethod("getReference", Object.class, long.class);
    octet = unsafe.getMethod("getByte", Object.class, long.class);
  }

  String of(Object heapObject) throws ReflectiveOperationException {
    return of((Class<?>) type.invoke(heapObject), held(heapObject));
  }

  /// Returns the key of the object in the image's heap that has the type and the contents.
  String of(Class<?> type, @Nullable Object held) throws ReflectiveOperationException {
    var hash = held == null ? 1 : hash(held, DEPTH);
    return Long.toString(hash * 31 + name(type).hashCode(), 36);
  }

  /// Returns the object that becomes one of the image's heap; null if it exists only there.
  @Nullable Object held(Object heapObject) throws ReflectiveOperationException {
    return object.invoke(heapObject);
  }

  /// Returns the object's offset, size and type.
  String place(Object heapObject) throws ReflectiveOperationException {
    return "%s %s %s"
        .formatted(
            offset.invoke(heapObject),
            size.invoke(heapObject),
            ((Class<?>) type.invoke(heapObject)).getName());
  }

  private long hash(@Nullable Object held, int depth) throws ReflectiveOperationException {
    return switch (held) {
      case null -> 7;
      case String text -> text(text);
      case Class<?> named -> text(name(named));
      case Enum<?> constant -> text(constant.getDeclaringClass().getName() + constant.name());
      default -> content(held, depth);
    };
  }

  private long content(Object held, int depth) throws ReflectiveOperationException {
    var hash = text(name(held.getClass()));
    if (isType(held)) {
      return text(lasting(held.toString()));
    }
    if (held.getClass().isArray()) {
      return 31 * hash + elements(held, depth);
    }
    var builders = BUILDERS.matcher(held.getClass().getName()).lookingAt();
    if (depth == 0 || (builders && depth < DEPTH)) {
      return hash;
    }
    for (var slot : slots(held.getClass())) {
      if (!slot.primitive()) {
        hash = 31 * hash + hash(reference(held, slot), depth - 1);
      } else if (!builders) {
        hash = 31 * hash + bits(held, slot);
      }
    }
    return hash;
  }

  /// Returns whether an object is a type of the image, which is printed by its name.
  private static boolean isType(Object held) {
    return held.getClass().getName().equals("com.oracle.svm.core.hub.DynamicHub");
  }

  private static String name(Class<?> type) {
    return lasting(type.getName());
  }

  private static String lasting(String name) {
    return PASSING.matcher(name).replaceAll("");
  }

  private static long text(String text) {
    var hash = 1125899906842597L;
    for (var i = 0; i < text.length(); i++) {
      hash = 31 * hash + text.charAt(i);
    }
    return hash;
  }

  private long elements(Object array, int depth) throws ReflectiveOperationException {
    return array instanceof Object[] objects ? objects(objects, depth) : numbers(array);
  }

  private static long numbers(Object array) {
    var length = Array.getLength(array);
    long hash = length;
    for (var i = 0; i < length; i++) {
      hash = 31 * hash + Array.get(array, i).hashCode();
    }
    return hash;
  }

  /// Combines the keys of array elements regardless of their order, because the array may be the
  /// table of a map. For long arrays within other objects, only the length is used.
  private long objects(Object[] objects, int depth) throws ReflectiveOperationException {
    long hash = objects.length;
    if (depth == DEPTH || (depth > 0 && objects.length <= LONG)) {
      for (var object : objects) {
        var element = hash(object, depth - 1);
        hash += element * element;
      }
    }
    return hash;
  }

  private @Nullable Object reference(Object held, Slot slot) throws ReflectiveOperationException {
    return reference.invoke(memory, held, slot.offset());
  }

  private long bits(Object held, Slot slot) throws ReflectiveOperationException {
    long bits = 0;
    for (var i = 0; i < slot.bytes(); i++) {
      bits = (bits << 8) | ((byte) octet.invoke(memory, held, slot.offset() + i) & 0xff);
    }
    return bits;
  }

  private List<Slot> slots(Class<?> type) throws ReflectiveOperationException {
    var known = slots.get(type);
    if (known != null) {
      return known;
    }
    var all = new ArrayList<Slot>();
    for (Class<?> part = type; part != null; part = part.getSuperclass()) {
      for (var field : part.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !BY_HASH.contains(field.getName())) {
          all.add(slot(field));
        }
      }
    }
    slots.put(type, all);
    return all;
  }

  private Slot slot(Field field) throws ReflectiveOperationException {
    var type = field.getType();
    return new Slot((long) fieldOffset.invoke(memory, field), type.isPrimitive(), bytes(type));
  }

  private static int bytes(Class<?> type) {
    return type == long.class || type == double.class
        ? 8
        : type == int.class || type == float.class
            ? 4
            : type == short.class || type == char.class ? 2 : 1;
  }
}
