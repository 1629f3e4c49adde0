package dev.dream.spring.boot.autoconfigure;

/** Two beans specify children of the root supervisor that cannot be told apart. */
public final class DuplicateChildBeanException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String what;
  private final String value;
  private final String firstBean;
  private final String secondBean;

  DuplicateChildBeanException(String what, String value, String firstBean, String secondBean) {
    super(
        "the children of the beans \"%s\" and \"%s\" have the same %s \"%s\""
            .formatted(firstBean, secondBean, what, value));
    this.what = what;
    this.value = value;
    this.firstBean = firstBean;
    this.secondBean = secondBean;
  }

  /** Returns what they share: id or registered name. */
  public String what() {
    return what;
  }

  /** Returns the id or name. */
  public String value() {
    return value;
  }

  /** Returns the name of the bean that comes first. */
  public String firstBean() {
    return firstBean;
  }

  /** Returns the name of the other bean. */
  public String secondBean() {
    return secondBean;
  }
}
