_Atomic long long count;

int main(void)
{
#ifdef WRONG
    int wrong;
#endif
    __c11_atomic_fetch_add(&count, 7, __ATOMIC_SEQ_CST);
    return (int)count;
}
