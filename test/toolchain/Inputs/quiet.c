int main(void)
{
#ifdef WRONG
    int wrong;
#endif
    return 7;
}
